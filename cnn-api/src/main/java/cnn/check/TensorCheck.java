package cnn.check;

import java.util.Arrays;
import java.util.Locale;

/**
 * One tensor of one layer, judged by the reference's with the same inputs.
 *
 * @param tensor {@code y}, {@code dx}, {@code dw}, {@code db}
 * @param errorOverBound the largest of |difference| / bound over the elements
 * @param where index of that element
 * @param value there, the engine's
 * @param expected there, the reference's
 * @param bound there
 * @param largestBound of all elements
 * @param aboveNoise whether the reference's tensor is larger than the bounds, ‖expected‖₂ > ‖bounds‖₂; where it is not, a relative
 *     error says nothing
 * @param source of the bound
 */
public record TensorCheck(
        String tensor,
        Difference difference,
        double errorOverBound,
        int where,
        double value,
        double expected,
        double bound,
        double largestBound,
        boolean aboveNoise,
        String source) {

    /** @throws IllegalArgumentException if the lengths differ */
    public static TensorCheck of(String tensor, double[] values, double[] expected, Bound bound, Difference difference) {
        if (bound.values().length != values.length) {
            throw new IllegalArgumentException("%s: %d bounds for %d values"
                    .formatted(tensor, bound.values().length, values.length));
        }
        double worst = 0;
        int where = 0;
        for (int i = 0; i < values.length; i++) {
            double error = Difference.distance(values[i], expected[i]);
            // A bound that is no number says nothing, so it accepts nothing.
            double ratio = Double.isFinite(bound.values()[i])
                    ? Difference.ratio(error, bound.values()[i])
                    : Double.POSITIVE_INFINITY;
            if (ratio > worst) {
                worst = ratio;
                where = i;
            }
        }
        return new TensorCheck(
                tensor,
                difference,
                worst,
                where,
                values[where],
                expected[where],
                bound.values()[where],
                bound.max(),
                squares(expected) > squares(bound.values()),
                bound.source());
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    /** Whether every element keeps its bound; a check of nothing does not agree. */
    public boolean agrees() {
        return difference.count() > 0 && errorOverBound <= 1;
    }

    /** One line: what was found, and where it was worst. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s: |error| is %.3g of its bound at element %d: got %s, expected %s, bound %.3g = %s",
                tensor,
                errorOverBound,
                where,
                value,
                expected,
                bound,
                source);
    }
}
