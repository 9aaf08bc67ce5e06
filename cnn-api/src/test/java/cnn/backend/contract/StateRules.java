package cnn.backend.contract;

import static cnn.backend.contract.Agreement.agree;
import static cnn.backend.contract.Agreement.agreeInInference;
import static cnn.backend.contract.Agreement.sameBits;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.backend.contract.Agreement.Tensors;
import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.tensor.Tensor;

/** What {@link LayerRule#C19} and {@link LayerRule#C20} ask of layers that carry a state from batch to batch. */
final class StateRules {
    private StateRules() {}

    static boolean hasState(LayerCase on) {
        return !on.spec().state(on.input()).isEmpty();
    }

    static void inference(Backend backend, Backend reference, LayerCase on) {
        LayerInputs in = on.inputs(backend.precision());
        // A pass in training goes before, on other data: what it leaves behind must not matter.
        LayerInputs other = on.inputs(backend.precision(), on.batch(), 1);
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor before = layer.x(other);
                Tensor dy = layer.dy(other)) {
            layer.set(other);
            layer.chain().forward(before, LayerUnderTest.TRAIN);
            layer.chain().dx(dy);
            layer.set(in);
            layer.chain().forward(x, Mode.INFER);
            agreeInInference(layer, layer.flow(in.batch()), reference);
            sameBits("state", layer.state(), in.state());
        }
    }

    static void training(Backend backend, Backend reference, LayerCase on) {
        agree(backend, reference, on, Tensors.STATE);
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch() + 2);
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            double[] once = layer.state();
            layer.chain().dx(dy);
            layer.chain().parametersOnly(dy);
            sameBits("state after backward", layer.state(), once);
            assertThat(layer.stateBeside()).as("state of other layers").containsOnly(Double.NaN);
            // The same x again: the same step from where the state is now.
            layer.set(in.withState(once));
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            double[] again = layer.state();
            layer.set(in);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            sameBits("state after two passes", layer.state(), again);
        }
    }
}
