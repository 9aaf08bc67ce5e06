package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/** y = x · σ(x) with σ(x) = 1 / (1 + e⁻ˣ); dx = dy · σ(x) · (1 + x · (1 - σ(x))). Any shape. */
public final class SiluLayer extends ElementwiseLayer {
    SiluLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
    }

    @Override
    public double value(double x) {
        return x * sigma(x);
    }

    @Override
    public double slope(double x, double y) {
        return sigma(x) * (1 + x * (1 - sigma(x)));
    }

    private static double sigma(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
