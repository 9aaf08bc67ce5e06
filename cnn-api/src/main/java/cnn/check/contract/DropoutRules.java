package cnn.check.contract;

import cnn.backend.Backend;
import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Mode;
import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.random.DropoutMask;
import cnn.spec.Dropout;
import cnn.spec.LayerSpec;
import cnn.spec.SpatialDropout2d;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;

/** What {@link LayerRule#C22} and {@link LayerRule#C23} ask of dropout. */
final class DropoutRules {
    /** One after the other on one layer; the first comes back, and nothing may be left of the others. */
    private static final List<Mode> PASSES =
            List.of(Mode.train(1, 0), Mode.train(1, 17), Mode.train(-5, 17), Mode.train(1, 0));

    private DropoutRules() {}

    static boolean isDropout(LayerSpec spec) {
        return spec instanceof Dropout || spec instanceof SpatialDropout2d;
    }

    /** Whether the layer or one inside it is dropout. */
    static boolean isInside(LayerCase on) {
        return on.placed().withInner().anyMatch(layer -> isDropout(layer.spec()));
    }

    static void masks(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        // A product with a rounded 1/(1 - rate), or a division by a rounded 1 - rate.
        double roundings = 4 * backend.precision().unitRoundoff();
        double tiny = backend.precision().smallestNormal();
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch() + 1);
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            for (Mode mode : PASSES) {
                double[] m = factors(on, mode, layer.placed().index());
                ForwardPass pass = layer.layer().forward(x, mode);
                Backward backward = pass.backward();
                double[] y = pass.y().toDoubles();
                double[] dx = backward.dx(dy).toDoubles();
                for (int i = 0; i < m.length; i++) {
                    double ofY = m[i] * in.x()[i];
                    double ofDx = m[i] * in.dy()[i];
                    // What is dropped is 0, exactly.
                    double underflow = m[i] == 0 ? 0 : tiny;
                    require.within("y", i, ", " + mode, y[i], ofY, roundings * Math.abs(ofY) + underflow);
                    require.within("dx", i, ", " + mode, dx[i], ofDx, roundings * Math.abs(ofDx) + underflow);
                }
            }
        }
    }

    /** What each element of x is multiplied by, element by element as the specs say. */
    private static double[] factors(LayerCase on, Mode mode, int index) {
        boolean channels = on.spec() instanceof SpatialDropout2d;
        double rate = on.spec() instanceof SpatialDropout2d spatial ? spatial.rate() : ((Dropout) on.spec()).rate();
        Shape input = on.input();
        int run = channels ? input.dim(1) * input.dim(2) : 1;
        DropoutMask mask = new DropoutMask(mode.seed(), mode.step(), index, rate);
        double[] factors = new double[on.batch() * input.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = mask.keeps(i / run) ? 1 / (1 - rate) : 0;
        }
        return factors;
    }

    static void inference(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            require.sameBits("y", layer.layer().forward(x, Mode.INFER).y().toDoubles(), in.x());
            layer.layer().forward(x, LayerUnderTest.TRAIN).backward().dx(dy);
            require.sameBits("y", "after training", layer.layer().forward(x, Mode.INFER).y().toDoubles(), in.x());
        }
    }
}
