package cnn.compare.experiment.summary;

import cnn.compare.statistics.AccuracyDifference;
import java.util.Optional;

/**
 * Two architectures on one backend that answered the same test pictures.
 *
 * @param seeds of the one that has fewer
 * @param difference mean accuracy of the first minus that of the second
 * @param overSeeds what is known of it where both have several seeds: of other seeds and other pictures
 * @param p of no difference: that of {@code overSeeds}; with one seed that of McNemar's exact test, which is about these two
 *     trainings alone
 * @param adjusted the same after Holm's correction for all pairs of the group that are of the same kind
 */
public record ArchitecturePair(
        String backend,
        String first,
        String second,
        int seeds,
        double difference,
        Optional<AccuracyDifference> overSeeds,
        double p,
        double adjusted) {
    /** The level of the whole group. */
    public static final double LEVEL = 0.05;

    ArchitecturePair withAdjusted(double value) {
        return new ArchitecturePair(backend, first, second, seeds, difference, overSeeds, p, value);
    }

    /** Whether what chance does has been ruled out: that of seeds and pictures, or with one seed that of pictures. */
    public boolean known() {
        return adjusted < LEVEL;
    }

    /** One phrase. */
    public String verdict() {
        if (!known()) {
            return "not known to differ";
        }
        String winner = difference > 0 ? first : second;
        return overSeeds.isPresent() ? winner + " is better" : winner + " answered better, this once";
    }
}
