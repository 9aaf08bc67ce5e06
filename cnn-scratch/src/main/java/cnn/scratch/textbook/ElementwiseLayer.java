package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/** A layer whose every output element depends on one input element: y = f(x) and dx = dy · f′(x). */
public abstract class ElementwiseLayer extends TextbookLayer {
    private final int size;

    protected ElementwiseLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
        size = placed.input().size();
    }

    /** y = f(x). */
    public abstract double value(double x);

    /** f′(x), given x and y = f(x). */
    public abstract double slope(double x, double y);

    @Override
    public final void forward(int N, double[] x, double[] y) {
        for (int i = 0; i < N * size; i++) {
            y[i] = value(x[i]);
        }
    }

    @Override
    public final void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        for (int i = 0; i < N * size; i++) {
            dx[i] = dy[i] * slope(x[i], y[i]);
        }
    }
}
