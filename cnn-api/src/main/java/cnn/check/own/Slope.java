package cnn.check.own;

/**
 * What central differences say about the slope of L = Σ dy·y along a line.
 *
 * @param value the slope
 * @param size Σ |dy|·|slope of y|: what the slope would be if nothing cancelled
 * @param truncation how far it may be off because the step is not small enough
 * @param kink how far it may be off because of a kink within the step
 * @param noise how far it may be off because of rounding
 * @param step that was chosen, as a share of the data's scale
 * @param smooth whether three steps in a row agree; if not, nothing else here means anything
 */
record Slope(double value, double size, double truncation, double kink, double noise, double step, boolean smooth) {
    static final Slope NONE = new Slope(
            Double.NaN, 0, Double.POSITIVE_INFINITY, 0, 0, Double.NaN, false);

    double tolerance() {
        return truncation + kink + noise;
    }

    Slope dividedBy(double unit) {
        return new Slope(value / unit, size / unit, truncation / unit, kink / unit, noise / unit, step, smooth);
    }
}
