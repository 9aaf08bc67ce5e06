package cnn.check.contract;

import cnn.backend.Backend;
import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.spec.Elu;
import cnn.spec.Geometry2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.MaxPool2d;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import java.util.Arrays;

/** Layers on an input of zeros: every window of a max pool is a tie, every ReLU and its like stands at its kink. */
final class Ties {
    private Ties() {}

    static boolean canOccurIn(LayerSpec spec) {
        return spec instanceof MaxPool2d
                || spec instanceof GlobalMaxPool2d
                || spec instanceof Relu
                || spec instanceof LeakyRelu
                || spec instanceof Elu;
    }

    /** What {@link LayerRule#C13} asks. */
    static void verify(Backend backend, LayerCase on, Require require) {
        LayerInputs in = allZero(on.inputs(backend.precision()));
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
            double[] expected = expectedDx(in);
            double[] dx = layer.run(in).dx();
            for (int i = 0; i < dx.length; i++) {
                // Whole-numbered gradients: sums over overlapping windows are exact. A slope is rounded, and e⁰, and α.
                double allowed = roundings(on.spec(), backend.precision()) * expected[i];
                require.within("dx", i, " of an input of zeros", dx[i], expected[i], allowed);
            }
        }
    }

    /** The same with x = 0 and whole numbers as dy. */
    private static LayerInputs allZero(LayerInputs in) {
        double[] dy = new double[in.dy().length];
        for (int i = 0; i < dy.length; i++) {
            dy[i] = 1 + i % 9;
        }
        return in.withFlow(new double[in.x().length], dy);
    }

    /**
     * dx by the rules for ties: for ReLU and its like dy times the slope of the negative side, and for max pools all to the
     * first element inside each window.
     */
    private static double[] expectedDx(LayerInputs in) {
        if (in.spec() instanceof MaxPool2d pool) {
            return toTheFirst(in, pool.window());
        }
        if (in.spec() instanceof GlobalMaxPool2d) {
            return toTheFirst(in, Window2d.of(in.input().dim(1), in.input().dim(2)));
        }
        double slope = slopeAtZero(in.spec());
        return Arrays.stream(in.dy()).map(dy -> slope * dy).toArray();
    }

    /** How far dx may be off, relatively: a slope α or e⁰·α or y + α is rounded, and the product with dy. */
    private static double roundings(LayerSpec spec, Precision precision) {
        return spec instanceof LeakyRelu || spec instanceof Elu ? 4 * precision.unitRoundoff() : 0;
    }

    private static double slopeAtZero(LayerSpec spec) {
        if (spec instanceof LeakyRelu leaky) {
            return leaky.slope();
        }
        return spec instanceof Elu elu ? elu.alpha() : 0;
    }

    private static double[] toTheFirst(LayerInputs in, Window2d window) {
        double[] dx = new double[in.x().length];
        int height = in.input().dim(1);
        int width = in.input().dim(2);
        Geometry2d g = window.on(height, width);
        int outputs = g.outHeight() * g.outWidth();
        for (int at = 0; at < in.dy().length; at++) {
            int plane = at / outputs;
            int i = at % outputs / g.outWidth();
            int j = at % g.outWidth();
            int row = Math.max(0, i * g.strideH() - g.top());
            int column = Math.max(0, j * g.strideW() - g.left());
            dx[(plane * height + row) * width + column] += in.dy()[at];
        }
        return dx;
    }
}
