package cnn.check;

import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far apart two tensors are, element by element, in units in the last place: the number of steps from one
 * floating-point number to the next that lead from one value to the other.
 *
 * @param histogram counts of elements at distance 0, 1, 2-3, 4-7, 8-15, …: bucket k &gt; 0 holds [2^(k-1), 2^k); elements
 *     that have no distance (NaN, or infinite on one side) are in no bucket
 */
public record UlpDistribution(double median, double p99, double max, List<Long> histogram) {
    public UlpDistribution {
        histogram = List.copyOf(histogram);
    }

    /**
     * Of both together. The largest and the histogram are exact; median and 99th percentile are the lower ends of the
     * buckets in which they lie, infinite where they lie among elements that have no distance.
     *
     * @param count of this one's elements, {@code otherCount} of the other's, those in no bucket too
     */
    public UlpDistribution with(UlpDistribution other, long count, long otherCount) {
        List<Long> sum = new ArrayList<>();
        for (int k = 0; k < Math.max(histogram.size(), other.histogram.size()); k++) {
            sum.add(at(histogram, k) + at(other.histogram, k));
        }
        long all = count + otherCount;
        return new UlpDistribution(
                lowerEnd(sum, rankOf(all, 0.5)), lowerEnd(sum, rankOf(all, 0.99)), Math.max(max, other.max), sum);
    }

    private static long at(List<Long> counts, int bucket) {
        return bucket < counts.size() ? counts.get(bucket) : 0;
    }

    private static long rankOf(long count, double share) {
        return Math.max(1, (long) Math.ceil(share * count));
    }

    private static double lowerEnd(List<Long> counts, long rank) {
        long below = 0;
        for (int k = 0; k < counts.size(); k++) {
            below += counts.get(k);
            if (below >= rank) {
                return k == 0 ? 0 : Math.scalb(1.0, k - 1);
            }
        }
        return below == 0 && rank <= 1 ? 0 : Double.POSITIVE_INFINITY;
    }

    static UlpDistribution of(double[] a, double[] b, Precision precision) {
        double[] distances = new double[a.length];
        long[] counts = new long[65];
        int used = 0;
        for (int i = 0; i < a.length; i++) {
            distances[i] = distance(a[i], b[i], precision);
            if (Double.isFinite(distances[i])) {
                int bucket = bucket(distances[i]);
                counts[bucket]++;
                used = Math.max(used, bucket + 1);
            }
        }
        Arrays.sort(distances);
        List<Long> histogram = new ArrayList<>();
        for (int k = 0; k < used; k++) {
            histogram.add(counts[k]);
        }
        return new UlpDistribution(rank(distances, 0.5), rank(distances, 0.99), rank(distances, 1), histogram);
    }

    private static double rank(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static int bucket(double distance) {
        return distance < 1 ? 0 : Math.min(64, Math.getExponent(distance) + 1);
    }

    /** Both values are rounded to {@code precision} first. Infinite where a NaN or one infinity is. */
    static double distance(double a, double b, Precision precision) {
        boolean single = precision == Precision.FLOAT32;
        double first = single ? (float) a : a;
        double second = single ? (float) b : b;
        if (first == second) {
            return 0;
        }
        if (!Double.isFinite(first) || !Double.isFinite(second)) {
            return Double.POSITIVE_INFINITY;
        }
        return single
                ? Math.abs((double) place((float) first) - place((float) second))
                : distanceOfPlaces(place(first), place(second));
    }

    private static double distanceOfPlaces(long a, long b) {
        long difference = a - b;
        boolean overflow = ((a ^ b) & (a ^ difference)) < 0;
        return overflow ? Math.abs((double) a - (double) b) : Math.abs((double) difference);
    }

    /** The number's place in the order of all floats, 0 for zero. */
    private static int place(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? Integer.MIN_VALUE - bits : bits;
    }

    private static long place(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }
}
