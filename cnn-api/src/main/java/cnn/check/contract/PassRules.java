package cnn.check.contract;

import cnn.backend.Backend;
import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Mode;
import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link LayerRule#C1}, {@link LayerRule#C2}, {@link LayerRule#C3}, {@link LayerRule#C8} and
 * {@link LayerRule#C11} ask of the passes themselves, whatever a layer computes.
 */
final class PassRules {
    private PassRules() {}

    static void shapes(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            ForwardPass pass = layer.layer().forward(x, LayerUnderTest.TRAIN);
            require.equal("covers()", layer.layer().covers(), List.of(layer.placed()));
            require.equal("output()", layer.layer().output(), layer.placed().output());
            require.equal("the shape of y", pass.y().shape(), layer.placed().output().withBatch(on.batch()));
            require.equal("the precision of y", pass.y().precision(), backend.precision());
            require.equal("the shape of dx", pass.backward().dx(dy).shape(), x.shape());
        }
    }

    static void untouched(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            layer.layer().forward(x, LayerUnderTest.TRAIN).backward().dx(dy);
            require.sameBits("x", x.toDoubles(), in.x());
            require.sameBits("dy", dy.toDoubles(), in.dy());
            require.sameBits("parameters", layer.parameters(), in.parameters());
        }
    }

    static void overwrites(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
            layer.fillGradient(0);
            double[] overZeros = layer.run(in).gradient();
            layer.fillGradient(LayerUnderTest.SENTINEL);
            require.sameGradient(layer.placed(), "over old values", layer.run(in).gradient(), overZeros);
            double[] poison = layer.gradientBeside();
            Arrays.fill(poison, LayerUnderTest.SENTINEL);
            require.sameBits("gradient of other layers", layer.gradientBeside(), poison);
        }
    }

    static void repeated(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            Backward backward =
                    layer.layer().forward(x, LayerUnderTest.TRAIN).backward();
            double[] dx = backward.dx(dy).toDoubles();
            double[] gradient = layer.gradient();
            require.sameBits("dx", "the second time", backward.dx(dy).toDoubles(), dx);
            require.sameGradient(layer.placed(), "the second time", layer.gradient(), gradient);
        }
    }

    static void afterInference(Backend backend, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            layer.layer().forward(x, LayerUnderTest.TRAIN);
            Backward backward = layer.layer().forward(x, Mode.INFER).backward();
            require.illegalState("dx", () -> backward.dx(dy));
            require.illegalState("parametersOnly", () -> backward.parametersOnly(dy));
        }
    }
}
