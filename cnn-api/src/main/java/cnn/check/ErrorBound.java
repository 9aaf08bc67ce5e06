package cnn.check;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dropout;
import cnn.spec.SpatialDropout2d;
import cnn.tensor.Precision;

/**
 * How far a layer's results may lie from those of a float64 reference, when both get the same inputs: a bound for each
 * element, derived from the number of roundings and the size of what is rounded.
 *
 * <p>A sum of n products, each rounded, added in any order, with or without fused multiply-adds, is off by at most
 * γ_n·Σ|a||b| with γ_n = n·u / (1 - n·u) (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section
 * 3.1). The reference's own layer gives Σ|a||b| when it runs on absolute values. The reference rounds too, so the bound is
 * (γ_n(u) + γ_n(u₆₄))·Σ|a||b|, u of the engine and u₆₄ of the reference; and n·η is added, η the smallest normal
 * number, because products may underflow (even to zero, where subnormal numbers are flushed). See docs/tolerances.md.
 */
public final class ErrorBound {
    private final Backend reference;
    private final Precision precision;
    private final Arithmetic arithmetic;

    private ErrorBound(Backend reference, Precision precision, Arithmetic arithmetic) {
        this.reference = reference;
        this.precision = precision;
        this.arithmetic = arithmetic;
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
        return new ErrorBound(reference, precision, Arithmetic.SUMS);
    }

    /** The same for a layer that rounds in another way than by plain sums; see {@link cnn.backend.Layer#arithmetic}. */
    public ErrorBound withArithmetic(Arithmetic other) {
        return new ErrorBound(reference, precision, other);
    }

    /** The bounds for a layer with these inputs, which must be exactly what the engine's layer got. */
    public LayerBounds of(LayerInputs in) {
        LayerBounds sums = in.spec().accept(new LayerBoundsOf(in, this));
        return arithmetic instanceof Arithmetic.Winograd winograd && in.spec() instanceof Conv2d conv
                ? sums.max(new WinogradBounds(new CookToom(winograd.p(), winograd.q()), precision).of(conv, in))
                : sums;
    }

    /** The bound for y in inference, where a layer with state uses it and dropout is the identity. */
    public Bound ofInference(LayerInputs in) {
        if (in.spec() instanceof BatchNorm2d) {
            return new BatchNormErrors(in).ownInInference(this);
        }
        boolean dropout = in.spec() instanceof Dropout || in.spec() instanceof SpatialDropout2d;
        return dropout ? new Bound(new double[in.x().length], "exact") : of(in).y();
    }

    Backend reference() {
        return reference;
    }

    Precision precision() {
        return precision;
    }

    /** The bound for sums of {@code n} products whose absolute values add up to {@code sums}. */
    Bound sums(long n, double[] sums, String what) {
        double u64 = Precision.FLOAT64.unitRoundoff();
        // The reference's sums of absolute values are themselves rounded, by a factor of at most 1 - γ_n downwards.
        double relative = (gamma(n, precision.unitRoundoff()) + gamma(n, u64)) / (1 - gamma(n, u64));
        double underflow = n * smallestNormal();
        double[] bound = new double[sums.length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = relative * sums[i] + underflow;
        }
        return new Bound(bound, "γ_" + n + "·" + what);
    }

    /** The relative error of {@code n} roundings in the engine and {@code n} in the reference together. */
    double roundings(long n) {
        return gamma(n, precision.unitRoundoff()) + gamma(n, Precision.FLOAT64.unitRoundoff());
    }

    /** η: below it a result may lose all its digits. */
    double smallestNormal() {
        return precision.smallestNormal();
    }

    /** γ_n = n·u / (1 - n·u); infinite, which no check accepts, if n·u ≥ 1. */
    static double gamma(long n, double u) {
        double nu = n * u;
        return nu >= 1 ? Double.POSITIVE_INFINITY : nu / (1 - nu);
    }
}
