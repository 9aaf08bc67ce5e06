package cnn.compare.statistics;

import cnn.error.BadInputException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction: p-values of m tests that are looked at together, adjusted so that all of them may be compared with
 * one level and the chance of any false alarm stays below it, whatever the tests have to do with each other.
 *
 * <p>With the p-values sorted, p̃₍ᵢ₎ = max over j ≤ i of min(1, (m - j + 1)·p₍ⱼ₎). It rejects whatever Bonferroni's m·p
 * rejects, and more.
 *
 * <p>Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6
 * (1979) 65-70.
 */
public final class Holm {
    private Holm() {}

    /**
     * @param p in [0, 1]
     * @return the adjusted values, in the same order
     * @throws BadInputException if one is out of its range
     */
    public static double[] adjust(double... p) {
        List<Integer> order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            double value = p[order.get(rank)];
            if (!(value >= 0 && value <= 1)) {
                throw new BadInputException("a p-value lies between 0 and 1, got " + value);
            }
            largest = Math.max(largest, Math.min(1, (p.length - rank) * value));
            adjusted[order.get(rank)] = largest;
        }
        return adjusted;
    }
}
