package cnn.compare.statistics;

import java.util.Arrays;
import java.util.Collection;

/**
 * Where repeated measurements lie: smallest, quartiles, largest. Medians, because a disturbed measurement is no rarity and
 * must not move the figure.
 *
 * <p>Quantiles are interpolated linearly between order statistics (definition 7 in R. J. Hyndman and Y. Fan, Sample
 * quantiles in statistical packages, The American Statistician 50 (1996) 361-365). All are NaN if there is no value.
 */
public record Spread(int count, double min, double lowerQuartile, double median, double upperQuartile, double max) {

    public static Spread of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(
                sorted.length,
                quantile(sorted, 0),
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                quantile(sorted, 1));
    }

    public static Spread of(double... values) {
        return of(Arrays.stream(values).boxed().toList());
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        double fraction = place - below;
        // Without this, a fraction of zero times an infinite neighbour would be no number.
        return fraction == 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
    }
}
