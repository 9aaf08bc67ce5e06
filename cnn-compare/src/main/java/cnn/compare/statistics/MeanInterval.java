package cnn.compare.statistics;

import cnn.error.BadInputException;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean of repeated measurements with its 95% confidence interval by Student's t: mean ± t₀.₉₇₅(n - 1)·s/√n, with s the
 * standard deviation with divisor n - 1. It says how far another set of repetitions may bring the mean.
 *
 * <p>Source: Student, The probable error of a mean, Biometrika 6 (1908) 1-25.
 *
 * @param deviation s; NaN with fewer than two values
 * @param low and {@code high}: infinite with fewer than two values
 */
public record MeanInterval(int count, double mean, double deviation, double low, double high) {
    private static final double CONFIDENCE = 0.95;

    /** @throws BadInputException without values */
    public static MeanInterval of(double... values) {
        int n = values.length;
        if (n == 0) {
            throw new BadInputException("a mean needs at least one value");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / n;
        if (n == 1) {
            return new MeanInterval(1, mean, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (n - 1));
        double t = TDistribution.of(n - 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
        double half = t * deviation / Math.sqrt(n);
        return new MeanInterval(n, mean, deviation, mean - half, mean + half);
    }
}
