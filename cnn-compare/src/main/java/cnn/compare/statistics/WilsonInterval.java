package cnn.compare.statistics;

import cnn.error.BadInputException;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Wilson's score interval for a proportion: all p for which {@code successes} of {@code trials} is no surprise.
 *
 * <p>With p̂ = successes / trials, n = trials and z the normal quantile of the confidence, the ends are
 * (p̂ + z²/2n ± z·√(p̂(1 - p̂)/n + z²/4n²)) / (1 + z²/n). Unlike p̂ ± z·√(p̂(1 - p̂)/n) it never leaves [0, 1] and does
 * not shrink to nothing at 0% or 100%.
 *
 * <p>Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927)
 * 209-212; method 3 in R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine
 * 17 (1998) 857-872.
 *
 * @param low in [0, 1]; NaN after no trials
 * @param high in [0, 1]; NaN after no trials
 */
public record WilsonInterval(double low, double high) {
    private static final double CONFIDENCE = 0.95;

    /**
     * The 95% interval.
     *
     * @throws BadInputException if successes are not in 0 … trials
     */
    public static WilsonInterval of(int successes, int trials) {
        if (successes < 0 || successes > trials) {
            throw new BadInputException(
                    "an interval needs 0 <= successes <= trials, got " + successes + " of " + trials);
        }
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double n = trials;
        double p = successes / n;
        double middle = p + z * z / (2 * n);
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        double scale = 1 + z * z / n;
        // At none and at all the ends are exactly 0 and 1; the formula would leave a rounding error there.
        double low = trials > 0 && successes == 0 ? 0 : (middle - half) / scale;
        double high = trials > 0 && successes == trials ? 1 : (middle + half) / scale;
        return new WilsonInterval(low, high);
    }
}
