package cnn.check;

/**
 * How far each element of a tensor may lie from the exact value.
 *
 * @param values one bound an element, absolute
 * @param source the formula it comes from, for example {@code γ_28·Σ|w||x|}
 */
public record Bound(double[] values, String source) {
    /** The largest bound of an element. */
    public double max() {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    /** Element by element the larger of two bounds. */
    Bound max(Bound other) {
        double[] larger = values.clone();
        for (int i = 0; i < larger.length; i++) {
            larger[i] = Math.max(larger[i], other.values[i]);
        }
        return new Bound(larger, source.equals(other.source) ? source : source + " or " + other.source);
    }
}
