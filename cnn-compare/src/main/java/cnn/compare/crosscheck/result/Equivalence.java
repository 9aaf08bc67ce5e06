package cnn.compare.crosscheck.result;

import java.util.List;

/**
 * Whether two subjects learn equally well, over seeds.
 *
 * @param seeds what was tried on both
 * @param difference mean of accuracy minus other's accuracy
 * @param low and {@code high}: its interval at the test's level
 * @param delta the margin within which accuracies count as equal
 * @param verdict of the two one-sided tests
 */
public record Equivalence(
        String subject,
        String other,
        List<Seed> seeds,
        double difference,
        double low,
        double high,
        double delta,
        Verdict verdict) {
    public Equivalence {
        seeds = List.copyOf(seeds);
    }

    /**
     * @param accuracy on the test images, in [0, 1]
     * @param p of McNemar's test on the same images
     */
    public record Seed(long seed, double accuracy, double otherAccuracy, double p) {}

    public enum Verdict {
        /** The interval lies within ±δ: the difference is known to be smaller. */
        EQUIVALENT("equivalent"),
        /**
         * A difference is known to be there (see {@link cnn.compare.statistics.EquivalenceTest}), and may be δ or more.
         */
        DIFFERENT("different"),
        /** Neither can be said. */
        NOT_ENOUGH_DATA("not enough data");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
