package cnn.check.own;

import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** y = f(x), dx = dy·f′(x), element by element. */
record Elementwise(DoubleUnaryOperator f, DoubleUnaryOperator slope) implements OwnLayer {
    @Override
    public double[] forward(Shape shape, double[] x, double[] parameters) {
        return Arrays.stream(x).map(f).toArray();
    }

    @Override
    public Gradient backward(Shape shape, double[] x, double[] parameters, double[] dy) {
        double[] dx = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            dx[i] = dy[i] * slope.applyAsDouble(x[i]);
        }
        return Gradient.of(dx);
    }
}
