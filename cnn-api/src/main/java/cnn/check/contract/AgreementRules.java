package cnn.check.contract;

import static cnn.check.contract.Agreement.agree;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.tensor.Tensor;

/** Passes that must agree with the textbook whatever came before them. */
final class AgreementRules {
    private AgreementRules() {}

    static void smallerBatch(Backend backend, Backend reference, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch() + 5)) {
            agree(layer, layer.flow(in), reference, require);
        }
    }

    static void parametersOnly(Backend backend, Backend reference, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            // What the second way back does not compute stays as the first has left it.
            layer.chain().dx(dy);
            layer.fillGradient(LayerUnderTest.SENTINEL);
            layer.chain().parametersOnly(dy);
            agree(layer, layer.flow(in.batch()), reference, require);
        }
    }

    static void inference(Backend backend, Backend reference, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in);
                Tensor dy = layer.dy(in)) {
            layer.set(in);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            layer.chain().dx(dy);
            layer.chain().forward(x, Mode.INFER);
            agree(layer, layer.flow(in.batch()), reference, require);
        }
    }

    static void newParameters(Backend backend, Backend reference, LayerCase on, Require require) {
        LayerInputs first = on.inputs(backend.precision());
        LayerInputs second = on.inputs(backend.precision(), on.batch(), 1);
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
            layer.run(first);
            agree(layer, layer.flow(second), reference, require);
        }
    }
}
