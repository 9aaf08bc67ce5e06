package cnn.compare.layers;

/** An error over its bound. */
final class Ratio {
    private Ratio() {}

    /** |difference| / bound; 0 where nothing differs, infinite for NaN and for any difference where none is allowed. */
    static double of(double difference, double bound) {
        if (difference == 0) {
            return 0;
        }
        double ratio = Math.abs(difference) / bound;
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }
}
