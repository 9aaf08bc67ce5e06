package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/**
 * y = ln(1 + eˣ); dx = dy · σ(x) with σ(x) = 1 / (1 + e⁻ˣ). Any shape.
 *
 * <p>eˣ overflows for a large x, so y is computed as max(x, 0) + ln(1 + e^(-|x|)), which is the same: for x &gt; 0,
 * ln(1 + eˣ) = ln(eˣ · (e⁻ˣ + 1)) = x + ln(1 + e⁻ˣ).
 */
public final class SoftplusLayer extends ElementwiseLayer {
    SoftplusLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
    }

    @Override
    public double value(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public double slope(double x, double y) {
        return 1 / (1 + Math.exp(-x));
    }
}
