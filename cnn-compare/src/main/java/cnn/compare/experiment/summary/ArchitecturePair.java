package cnn.compare.experiment.summary;

import java.util.List;

/**
 * Two architectures on one backend that answered the same test pictures.
 *
 * @param seeds how many both were trained with
 * @param difference mean accuracy of the first minus that of the second, over these seeds
 * @param low and {@code high}: the 95% interval of that mean over seeds; infinite for one seed
 * @param mcNemar the exact p-value of each seed's answers
 * @param p of no difference: over seeds the paired t-test, for one seed McNemar's
 * @param adjusted the same after Holm's correction for all pairs of the group
 */
public record ArchitecturePair(
        String backend,
        String first,
        String second,
        int seeds,
        double difference,
        double low,
        double high,
        List<Double> mcNemar,
        double p,
        double adjusted) {
    /** The level of the whole group. */
    public static final double LEVEL = 0.05;

    public ArchitecturePair {
        mcNemar = List.copyOf(mcNemar);
    }

    ArchitecturePair withAdjusted(double value) {
        return new ArchitecturePair(backend, first, second, seeds, difference, low, high, mcNemar, p, value);
    }

    /** One phrase. */
    public String verdict() {
        return adjusted >= LEVEL ? "not known to differ" : (difference > 0 ? first : second) + " is better";
    }
}
