package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/** y = 1 / (1 + e^(-x)); dx = dy · y · (1 - y). Any shape. See docs/layers/activations.md. */
public final class SigmoidLayer extends ElementwiseLayer {
    SigmoidLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
    }

    @Override
    public double value(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Override
    public double slope(double x, double y) {
        return y * (1 - y);
    }
}
