package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/** y = tanh(x); dx = dy · (1 - y²). Any shape. See docs/layers/activations.md. */
public final class TanhLayer extends ElementwiseLayer {
    TanhLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
    }

    @Override
    public double value(double x) {
        return Math.tanh(x);
    }

    @Override
    public double slope(double x, double y) {
        return 1 - y * y;
    }
}
