package cnn.compare.crosscheck.result;

import java.util.List;

/**
 * How far a subject's parameters leave the oracle's while both learn from the same batches, beside two runs that differ by
 * one unit in the last place.
 *
 * @param network and training in words
 * @param agrees whether no point lies beyond its limit
 */
public record Trajectory(String subject, String other, String network, List<Point> points, boolean agrees) {
    public Trajectory {
        points = List.copyOf(points);
    }

    /**
     * @param step updates so far
     * @param distance ‖θ - θ_other‖₂
     * @param control the same distance between two runs of one engine that began one ULP apart
     * @param limit how large the distance may be, as derived; see docs/cross-check.md
     * @param travelled ‖θ_other - θ_0‖₂
     * @param lossDifference |loss - loss_other| of the step's batch
     */
    public record Point(
            long step, double distance, double control, double limit, double travelled, double lossDifference) {}
}
