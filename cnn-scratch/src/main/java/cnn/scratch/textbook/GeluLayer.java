package cnn.scratch.textbook;

import cnn.spec.Gelu;
import cnn.spec.PlacedLayer;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * y = x · Φ(x), Φ the normal distribution's share below x; any shape.
 *
 * <pre>
 * Φ(x) = (1 + erf(x/√2)) / 2 = erfc(-x/√2) / 2       φ(x) = Φ′(x) = e^(-x²/2) / √(2π)
 * dx   = dy · (Φ(x) + x · φ(x))
 *
 * by tanh instead, with u = √(2/π) · (x + 0.044715 · x³):
 * y    = x · (1 + tanh u) / 2
 * dx   = dy · ((1 + tanh u) / 2 + x · (1 - tanh² u) / 2 · u′),       u′ = √(2/π) · (1 + 3 · 0.044715 · x²)
 * </pre>
 *
 * <p>erfc keeps its digits where 1 + erf would cancel.
 */
public final class GeluLayer extends ElementwiseLayer {
    private static final double CUBIC = 0.044715;

    private final boolean byTanh;

    GeluLayer(PlacedLayer placed, Gelu spec, LayerContext context) {
        super(placed, context);
        byTanh = spec.approximation() == Gelu.Approximation.TANH;
    }

    @Override
    public double value(double x) {
        return x * (byTanh ? (1 + Math.tanh(u(x))) / 2 : normalBelow(x));
    }

    @Override
    public double slope(double x, double y) {
        if (byTanh) {
            double t = Math.tanh(u(x));
            double du = Math.sqrt(2 / Math.PI) * (1 + 3 * CUBIC * x * x);
            return (1 + t) / 2 + x * (1 - t * t) / 2 * du;
        }
        return normalBelow(x) + x * normalDensity(x);
    }

    private static double u(double x) {
        return Math.sqrt(2 / Math.PI) * (x + CUBIC * x * x * x);
    }

    /** Φ(x). */
    private static double normalBelow(double x) {
        return Erfc.value(-x / Math.sqrt(2)) / 2;
    }

    /** φ(x). */
    private static double normalDensity(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
