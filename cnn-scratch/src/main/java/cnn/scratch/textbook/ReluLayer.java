package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/** y = max(x, 0); dx = dy where x &gt; 0, else 0. Any shape. See docs/layers/activations.md. */
public final class ReluLayer extends ElementwiseLayer {
    ReluLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
    }

    @Override
    public double value(double x) {
        return Math.max(x, 0);
    }

    @Override
    public double slope(double x, double y) {
        return x > 0 ? 1 : 0;
    }
}
