package cnn.backend.contract;

import cnn.check.LayerInputs;
import cnn.spec.Geometry2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Relu;

/** Layers on an input of zeros: every window of a max pool is a tie, every ReLU stands at its kink. */
final class Ties {
    private Ties() {}

    static boolean canOccurIn(LayerSpec spec) {
        return spec instanceof MaxPool2d || spec instanceof Relu;
    }

    /** The same with x = 0 and whole numbers as dy. */
    static LayerInputs allZero(LayerInputs in) {
        double[] dy = new double[in.dy().length];
        for (int i = 0; i < dy.length; i++) {
            dy[i] = 1 + i % 9;
        }
        return in.withFlow(new double[in.x().length], dy);
    }

    /** dx by the rules for ties: nothing for ReLU, and for max pool all to the first element inside each window. */
    static double[] expectedDx(LayerInputs in) {
        double[] dx = new double[in.x().length];
        if (in.spec() instanceof MaxPool2d pool) {
            int height = in.input().dim(1);
            int width = in.input().dim(2);
            Geometry2d g = pool.window().on(height, width);
            int outputs = g.outHeight() * g.outWidth();
            for (int at = 0; at < in.dy().length; at++) {
                int plane = at / outputs;
                int i = at % outputs / g.outWidth();
                int j = at % g.outWidth();
                int row = Math.max(0, i * g.strideH() - g.top());
                int column = Math.max(0, j * g.strideW() - g.left());
                dx[(plane * height + row) * width + column] += in.dy()[at];
            }
        }
        return dx;
    }
}
