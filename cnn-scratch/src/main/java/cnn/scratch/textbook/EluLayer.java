package cnn.scratch.textbook;

import cnn.spec.Elu;
import cnn.spec.PlacedLayer;

/**
 * y = x where x &gt; 0, else α · (eˣ - 1); dx = dy where x &gt; 0, else dy · α · eˣ (at x = 0 too). Any shape.
 *
 * <p>Near 0 eˣ - 1 would cancel: {@link Math#expm1} keeps its digits.
 */
public final class EluLayer extends ElementwiseLayer {
    private final double alpha;

    EluLayer(PlacedLayer placed, Elu spec, LayerContext context) {
        super(placed, context);
        alpha = spec.alpha();
    }

    @Override
    public double value(double x) {
        return x > 0 ? x : alpha * Math.expm1(x);
    }

    @Override
    public double slope(double x, double y) {
        return x > 0 ? 1 : alpha * Math.exp(x);
    }
}
