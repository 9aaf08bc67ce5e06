package cnn.check;

import cnn.backend.Backend;
import cnn.tensor.Precision;
import java.util.Locale;

/**
 * How far a layer's results may lie from those of a float64 reference, when both get the same inputs: a bound for each
 * element, derived from the number of roundings and the size of what is rounded.
 *
 * <p>A sum of n products, each rounded, added in any order, with or without fused multiply-adds, is off by at most
 * γ_n·Σ|a||b| with γ_n = n·u / (1 - n·u) (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section
 * 3.1). The reference's own layer gives Σ|a||b| when it runs on absolute values. The reference rounds too, so the bound is
 * (factor·γ_n(u) + γ_n(u₆₄))·Σ|a||b|, u of the engine and u₆₄ of the reference; and n·η is added, η the smallest normal
 * number, because products may underflow (even to zero, where subnormal numbers are flushed). See docs/tolerances.md.
 */
public final class ErrorBound {
    private final Backend reference;
    private final Precision precision;
    private final double factor;

    private ErrorBound(Backend reference, Precision precision, double factor) {
        this.reference = reference;
        this.precision = precision;
        this.factor = factor;
    }

    /**
     * @param reference a backend in float64 whose layers are sums of products as the formulas stand: {@code textbook}
     * @param precision of the engine that is judged
     * @throws IllegalArgumentException if the reference does not compute in float64
     */
    public static ErrorBound against(Backend reference, Precision precision) {
        if (reference.precision() != Precision.FLOAT64) {
            throw new IllegalArgumentException("the reference must compute in float64, got " + reference.describe());
        }
        return new ErrorBound(reference, precision, 1);
    }

    /**
     * For convolution and dense layers by an algorithm that is no plain sum of products: its error is at most
     * {@code factor} times that of one. An algorithm derives its own factor; 1 is that of every order of summation.
     */
    public ErrorBound withFactor(double algorithmFactor) {
        return new ErrorBound(reference, precision, algorithmFactor);
    }

    /** The bounds for a layer with these inputs, which must be exactly what the engine's layer got. */
    public LayerBounds of(LayerInputs in) {
        return in.spec().accept(new LayerBoundsOf(in, this));
    }

    Backend reference() {
        return reference;
    }

    Precision precision() {
        return precision;
    }

    /** The bound for sums of {@code n} products whose absolute values add up to {@code sums}, by a plain summation. */
    Bound sums(long n, double[] sums, String what) {
        return sums(n, sums, what, 1);
    }

    /** Like {@link #sums(long, double[], String)}, where the algorithm's factor counts. */
    Bound algorithm(long n, double[] sums, String what) {
        return sums(n, sums, what, factor);
    }

    private Bound sums(long n, double[] sums, String what, double times) {
        double u64 = Precision.FLOAT64.unitRoundoff();
        // The reference's sums of absolute values are themselves rounded, by a factor of at most 1 - γ_n downwards.
        double relative = (times * gamma(n, precision.unitRoundoff()) + gamma(n, u64)) / (1 - gamma(n, u64));
        double underflow = n * smallestNormal();
        double[] bound = new double[sums.length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = relative * sums[i] + underflow;
        }
        String prefix = times == 1 ? "" : String.format(Locale.ROOT, "%.3g·", times);
        return new Bound(bound, prefix + "γ_" + n + "·" + what);
    }

    /** The relative error of {@code n} roundings in the engine and {@code n} in the reference together. */
    double roundings(long n) {
        return gamma(n, precision.unitRoundoff()) + gamma(n, Precision.FLOAT64.unitRoundoff());
    }

    /** η: below it a result may lose all its digits. */
    double smallestNormal() {
        return precision == Precision.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    /** γ_n = n·u / (1 - n·u); infinite, which no check accepts, if n·u ≥ 1. */
    static double gamma(long n, double u) {
        double nu = n * u;
        return nu >= 1 ? Double.POSITIVE_INFINITY : nu / (1 - nu);
    }
}
