package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/** {@code [N, C, H, W]} read as {@code [N, C·H·W]}: y = x and dx = dy, element by element, in row-major order. */
public final class FlattenLayer extends ElementwiseLayer {
    FlattenLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
    }

    @Override
    public double value(double x) {
        return x;
    }

    @Override
    public double slope(double x, double y) {
        return 1;
    }
}
