package cnn.compare.statistics;

import cnn.error.BadInputException;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Two one-sided tests: is a mean of paired differences known to lie within ±δ, or known not to be 0, or is neither known?
 *
 * <p>Not to find a difference is no evidence that there is none: a handful of noisy numbers never differ significantly. So
 * the burden is turned round. With n differences of mean d and standard deviation s, both "the true mean is δ or more" and
 * "… -δ or less" are tested by Student's t with n - 1 degrees of freedom at 5%; if both are rejected, the difference is
 * known to be smaller than δ. That is so just if the 90% interval d ± t₀.₉₅·s/√n lies within ±δ.
 *
 * <p>The other verdict, that there is a difference, is the usual two-sided paired t-test, at a level of 1% divided by the number
 * of comparisons that are made side by side (Bonferroni): a run that compares what is equal shall not cry out. A
 * difference that is known to be there and known to be below δ counts as equivalent.
 *
 * <p>Differences of accuracies are multiples of one picture's share. All of them alike says only that s is below that share,
 * not that it is 0; so s counts as no less than the {@code resolution}.
 *
 * <p>Source: D. J. Schuirmann, A comparison of the two one-sided tests procedure and the power approach for assessing the
 * equivalence of average bioavailability, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987) 657-680.
 *
 * @param count n
 * @param mean d; NaN without differences
 * @param low and {@code high}: the 90% interval, infinite with fewer than two differences
 * @param pEquivalence the larger of the two one-sided p-values; equivalent below 5%
 * @param pDifference of the two-sided t-test of no difference
 */
public record EquivalenceTest(
        int count,
        double mean,
        double low,
        double high,
        double delta,
        double pEquivalence,
        double pDifference,
        int comparisons) {
    private static final double LEVEL = 0.05;
    private static final double LEVEL_OF_DIFFERENCE = 0.01;

    /**
     * @param differences paired, one a seed
     * @param delta δ, above 0
     * @param resolution the least standard deviation that is believed, at least 0
     * @param comparisons how many such tests are made side by side, at least 1
     * @throws BadInputException if one of them is out of its range, or a difference is no number
     */
    public static EquivalenceTest of(double[] differences, double delta, double resolution, int comparisons) {
        if (!(delta > 0) || !(resolution >= 0) || comparisons < 1) {
            throw new BadInputException(
                    "a test of equivalence needs delta > 0, resolution >= 0 and comparisons >= 1, got %s, %s and %d"
                            .formatted(delta, resolution, comparisons));
        }
        int n = differences.length;
        double mean = mean(differences);
        if (Double.isNaN(mean) && n > 0) {
            throw new BadInputException("a test of equivalence needs differences that are numbers");
        }
        if (n < 2) {
            return new EquivalenceTest(
                    n, mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, delta, 1, 1, comparisons);
        }
        double error = Math.max(deviation(differences, mean), resolution) / Math.sqrt(n);
        TDistribution student = TDistribution.of(n - 1);
        double half = student.inverseSurvivalProbability(LEVEL) * error;
        return new EquivalenceTest(
                n,
                mean,
                mean - half,
                mean + half,
                delta,
                Math.max(beyond(student, delta + mean, error), beyond(student, delta - mean, error)),
                Math.min(1, 2 * beyond(student, Math.abs(mean), error)),
                comparisons);
    }

    /** P(T ≥ distance/error); an error of 0 leaves no doubt. */
    private static double beyond(TDistribution student, double distance, double error) {
        if (error == 0) {
            return distance > 0 ? 0 : distance == 0 ? 0.5 : 1;
        }
        return student.survivalProbability(distance / error);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }

    /** Whether the difference is known to lie within ±δ. */
    public boolean equivalent() {
        return pEquivalence < LEVEL;
    }

    /** Whether there is known to be a difference, and it is not known to be below δ. */
    public boolean different() {
        return !equivalent() && pDifference < LEVEL_OF_DIFFERENCE / comparisons;
    }
}
