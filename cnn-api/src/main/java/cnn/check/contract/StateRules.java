package cnn.check.contract;

import static cnn.check.contract.Agreement.agree;
import static cnn.check.contract.Agreement.agreeInInference;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.check.contract.Agreement.Tensors;
import cnn.tensor.Tensor;
import java.util.Arrays;

/** What {@link LayerRule#C19} and {@link LayerRule#C20} ask of layers that carry a state from batch to batch. */
final class StateRules {
    private StateRules() {}

    static boolean hasState(LayerCase on) {
        return !on.spec().state(on.input()).isEmpty();
    }

    static void inference(Backend backend, Backend reference, LayerCase on, Require require) {
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
            agreeInInference(layer, layer.flow(in.batch()), reference, require);
            require.sameBits("state", layer.state(), in.state());
        }
    }

    static void training(Backend backend, Backend reference, LayerCase on, Require require) {
        agree(backend, reference, on, Tensors.STATE, require);
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch() + 2);
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            double[] once = layer.state();
            layer.chain().dx(dy);
            layer.chain().parametersOnly(dy);
            require.sameBits("state after backward", layer.state(), once);
            double[] poison = layer.stateBeside();
            Arrays.fill(poison, Double.NaN);
            require.sameBits("state of other layers", layer.stateBeside(), poison);
            // The same x again: the same step from where the state is now.
            layer.set(in.withState(once));
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            double[] again = layer.state();
            layer.set(in);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            require.sameBits("state after two passes", layer.state(), again);
        }
    }
}
