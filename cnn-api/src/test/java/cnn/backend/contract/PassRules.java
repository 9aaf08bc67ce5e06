package cnn.backend.contract;

import static cnn.backend.contract.Agreement.sameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Mode;
import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.tensor.Tensor;
import java.util.Arrays;

/**
 * What {@link LayerRule#C1}, {@link LayerRule#C2}, {@link LayerRule#C3}, {@link LayerRule#C8} and {@link LayerRule#C11} ask of
 * the passes themselves, whatever a layer computes.
 */
final class PassRules {
    private PassRules() {}

    static void shapes(Backend backend, LayerCase on) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            ForwardPass pass = layer.layer().forward(x, LayerUnderTest.TRAIN);
            assertThat(layer.layer().covers()).containsExactly(layer.placed());
            assertThat(layer.layer().output()).isEqualTo(layer.placed().output());
            assertThat(pass.y().shape()).isEqualTo(layer.placed().output().withBatch(on.batch()));
            assertThat(pass.y().precision()).isEqualTo(backend.precision());
            assertThat(pass.backward().dx(dy).shape()).isEqualTo(x.shape());
        }
    }

    static void untouched(Backend backend, LayerCase on) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            layer.layer().forward(x, LayerUnderTest.TRAIN).backward().dx(dy);
            sameBits("x", x.toDoubles(), in.x());
            sameBits("dy", dy.toDoubles(), in.dy());
            sameBits("parameters", layer.parameters(), in.parameters());
        }
    }

    static void overwrites(Backend backend, LayerCase on) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
            layer.fillGradient(0);
            double[] overZeros = layer.run(in).gradient();
            layer.fillGradient(LayerUnderTest.SENTINEL);
            sameBits("gradient over poison", layer.run(in).gradient(), overZeros);
            double[] poison = layer.gradientBeside();
            Arrays.fill(poison, LayerUnderTest.SENTINEL);
            sameBits("gradient of other layers", layer.gradientBeside(), poison);
        }
    }

    static void repeated(Backend backend, LayerCase on) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            Backward backward =
                    layer.layer().forward(x, LayerUnderTest.TRAIN).backward();
            double[] dx = backward.dx(dy).toDoubles();
            double[] gradient = layer.gradient();
            sameBits("dx", backward.dx(dy).toDoubles(), dx);
            sameBits("gradient", layer.gradient(), gradient);
        }
    }

    static void afterInference(Backend backend, LayerCase on) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            layer.layer().forward(x, LayerUnderTest.TRAIN);
            Backward backward = layer.layer().forward(x, Mode.INFER).backward();
            assertThatThrownBy(() -> backward.dx(dy)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> backward.parametersOnly(dy)).isInstanceOf(IllegalStateException.class);
        }
    }
}
