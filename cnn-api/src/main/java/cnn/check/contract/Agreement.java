package cnn.check.contract;

import cnn.backend.Backend;
import cnn.check.Difference;
import cnn.check.ErrorBound;
import cnn.check.LayerFlow;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.NetworkFlow;
import cnn.check.SingleLayer;
import cnn.check.TensorCheck;
import cnn.check.cases.LayerCase;
import cnn.check.contract.Require.Checked;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the rules ask for most often: agreement with the reference within the bound. */
final class Agreement {
    /** Which of the tensors that a layer gives. */
    enum Tensors {
        Y,
        DX,
        GRADIENT,
        STATE;

        static Tensors of(String name) {
            return switch (name) {
                case "y" -> Y;
                case "dx" -> DX;
                default -> name.startsWith("d") ? GRADIENT : STATE;
            };
        }

        /** How many there are of a layer and those inside it. */
        int count(PlacedLayer layer) {
            return switch (this) {
                case Y, DX -> (int) layer.withInner().count();
                case GRADIENT -> layer.parameters().size();
                case STATE -> layer.state().size();
            };
        }
    }

    private Agreement() {}

    static void agree(Backend backend, Backend reference, LayerCase on, Tensors tensors, Require require) {
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
            NetworkFlow flow = layer.flow(on.inputs(backend.precision()));
            List<Checked> checks = checks(layer, flow, reference)
                    .filter(one -> Tensors.of(one.check().tensor()) == tensors)
                    .toList();
            require.equal("the number of tensors to compare", checks.size(), tensors.count(layer.placed()));
            require.agree(checks);
        }
    }

    /** All tensors of the layer and of those inside it. */
    static void agree(LayerUnderTest layer, NetworkFlow flow, Backend reference, Require require) {
        require.agree(checks(layer, flow, reference).toList());
    }

    private static Stream<Checked> checks(LayerUnderTest layer, NetworkFlow flow, Backend reference) {
        ErrorBound error = ErrorBound.against(reference, layer.precision());
        return flow.layers().stream()
                .flatMap(one -> flow.check(one, error).stream().map(check -> checked(one, check)));
    }

    /** Every y of an inference, of the layer and of those inside it. */
    static void agreeInInference(LayerUnderTest layer, NetworkFlow flow, Backend reference, Require require) {
        List<Checked> checks = new ArrayList<>();
        for (LayerFlow one : flow.layers()) {
            ErrorBound error = ErrorBound.against(reference, layer.precision()).withArithmetic(one.arithmetic());
            if (one.layer().isComposite()) {
                checks.add(checked(one, flow.check(one, error).get(0)));
            } else {
                LayerInputs in = flow.inputs(one);
                double[] expected = SingleLayer.infer(reference, in);
                Difference difference = Difference.of(one.y(), expected, layer.precision());
                TensorCheck check = TensorCheck.of("y", one.y(), expected, error.ofInference(in), difference);
                checks.add(checked(one, check));
            }
        }
        require.agree(checks);
    }

    private static Checked checked(LayerFlow flow, TensorCheck check) {
        return new Checked(flow.layer().spec().kind(), flow.layer().label(), check);
    }
}
