package cnn.scratch.textbook;

import cnn.spec.LeakyRelu;
import cnn.spec.PlacedLayer;

/** y = x where x &gt; 0, else slope · x; dx = dy where x &gt; 0, else slope · dy (at x = 0 too). Any shape. */
public final class LeakyReluLayer extends ElementwiseLayer {
    private final double slope;

    LeakyReluLayer(PlacedLayer placed, LeakyRelu spec, LayerContext context) {
        super(placed, context);
        slope = spec.slope();
    }

    @Override
    public double value(double x) {
        return x > 0 ? x : slope * x;
    }

    @Override
    public double slope(double x, double y) {
        return x > 0 ? 1 : slope;
    }
}
