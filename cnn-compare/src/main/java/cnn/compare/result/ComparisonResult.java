package cnn.compare.result;

import java.util.List;

/**
 * Everything that one comparison found. Immutable data with plain component types, so that it goes to JSON as it is.
 *
 * @param gradients one row per engine run, layer and tensor
 * @param trainings one per trained engine, in the order in which the engines were named
 * @param drifts how far the parameters of pairs of engines drift apart
 * @param pairs one paired test per pair of trained engines
 */
public record ComparisonResult(
        Setup setup,
        List<EngineInfo> engines,
        List<GradientRow> gradients,
        List<Training> trainings,
        List<Drift> drifts,
        List<PairedTest> pairs) {

    /** Whether every gradient and activation that was compared agrees; a comparison of nothing does not agree. */
    public boolean gradientsAgree() {
        return !gradients.isEmpty() && gradients.stream().allMatch(GradientRow::agrees);
    }
}
