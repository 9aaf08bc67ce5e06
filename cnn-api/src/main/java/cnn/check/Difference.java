package cnn.check;

import cnn.tensor.Precision;

/**
 * How two tensors differ.
 *
 * @param count how many elements were compared
 * @param incomparable elements with a NaN, or with an infinity that the other side has not; they make {@code maxAbs} and
 *     {@code relativeNorm} infinite
 * @param maxAbs the largest absolute difference
 * @param where index of the element that differs most (the first of them), 0 if none differs
 * @param value there
 * @param expected there
 * @param relativeNorm ‖values - expected‖₂ / ‖expected‖₂; 0 if both norms are 0
 * @param ulps distances in units in the last place
 */
public record Difference(
        int count,
        int incomparable,
        double maxAbs,
        int where,
        double value,
        double expected,
        double relativeNorm,
        UlpDistribution ulps) {

    /**
     * @param precision whose ULPs are counted: the coarser of the two engines'
     * @throws IllegalArgumentException if the arrays differ in length
     */
    public static Difference of(double[] values, double[] expected, Precision precision) {
        if (values.length != expected.length) {
            throw new IllegalArgumentException(
                    "cannot compare %d values with %d".formatted(values.length, expected.length));
        }
        int incomparable = 0;
        double maxAbs = 0;
        int where = 0;
        double squares = 0;
        double expectedSquares = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = distance(values[i], expected[i]);
            if (Double.isInfinite(difference)) {
                incomparable++;
            }
            if (difference > maxAbs) {
                maxAbs = difference;
                where = i;
            }
            squares += difference * difference;
            expectedSquares += expected[i] * expected[i];
        }
        return new Difference(
                values.length,
                incomparable,
                maxAbs,
                where,
                values.length == 0 ? 0 : values[where],
                values.length == 0 ? 0 : expected[where],
                incomparable > 0 ? Double.POSITIVE_INFINITY : ratio(Math.sqrt(squares), Math.sqrt(expectedSquares)),
                UlpDistribution.of(values, expected, precision));
    }

    /**
     * ‖values - expected‖₂ / ‖expected‖₂ alone, for those who need no more.
     *
     * @throws IllegalArgumentException if the arrays differ in length
     */
    public static double relativeNorm(double[] values, double[] expected) {
        if (values.length != expected.length) {
            throw new IllegalArgumentException(
                    "cannot compare %d values with %d".formatted(values.length, expected.length));
        }
        double squares = 0;
        double expectedSquares = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = distance(values[i], expected[i]);
            squares += difference * difference;
            expectedSquares += expected[i] * expected[i];
        }
        return ratio(Math.sqrt(squares), Math.sqrt(expectedSquares));
    }

    /** |a - b|; 0 for equal infinities, infinite wherever a NaN or one infinity is. */
    static double distance(double a, double b) {
        if (a == b) {
            return 0;
        }
        double difference = Math.abs(a - b);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    /** a / b for a, b ≥ 0, with 0 / 0 = 0: no error against a bound of nothing. */
    static double ratio(double a, double b) {
        return a == 0 ? 0 : a / b;
    }
}
