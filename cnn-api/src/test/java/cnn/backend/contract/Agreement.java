package cnn.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

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
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the rules ask for most often: agreement with the reference within the bound, and the same bits. */
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

    static void agree(Backend backend, Backend reference, LayerCase on, Tensors tensors) {
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
            NetworkFlow flow = layer.flow(on.inputs(backend.precision()));
            List<TensorCheck> checks = checks(layer, flow, reference)
                    .filter(check -> Tensors.of(check.tensor()) == tensors)
                    .toList();
            assertThat(checks).as("checks of " + tensors).hasSize(tensors.count(layer.placed()));
            allAgree(checks);
        }
    }

    /** All tensors of the layer and of those inside it. */
    static void agree(LayerUnderTest layer, NetworkFlow flow, Backend reference) {
        allAgree(checks(layer, flow, reference).toList());
    }

    private static Stream<TensorCheck> checks(LayerUnderTest layer, NetworkFlow flow, Backend reference) {
        ErrorBound error = ErrorBound.against(reference, layer.precision());
        return flow.layers().stream().flatMap(one -> flow.check(one, error).stream());
    }

    /** Every y of an inference, of the layer and of those inside it. */
    static void agreeInInference(LayerUnderTest layer, NetworkFlow flow, Backend reference) {
        List<TensorCheck> checks = new ArrayList<>();
        for (LayerFlow one : flow.layers()) {
            ErrorBound error = ErrorBound.against(reference, layer.precision()).withArithmetic(one.arithmetic());
            if (one.layer().isComposite()) {
                checks.add(flow.check(one, error).get(0));
            } else {
                LayerInputs in = flow.inputs(one);
                double[] expected = SingleLayer.infer(reference, in);
                Difference difference = Difference.of(one.y(), expected, layer.precision());
                checks.add(TensorCheck.of("y", one.y(), expected, error.ofInference(in), difference));
            }
        }
        allAgree(checks);
    }

    private static void allAgree(List<TensorCheck> checks) {
        assertThat(checks).isNotEmpty();
        assertThat(checks.stream().filter(check -> !check.agrees()).map(TensorCheck::describe))
                .as("beyond their bounds")
                .isEmpty();
    }

    static void same(LayerOutputs actual, LayerOutputs expected) {
        sameBits("y", actual.y(), expected.y());
        sameBits("dx", actual.dx(), expected.dx());
        sameBits("gradient", actual.gradient(), expected.gradient());
        sameBits("state", actual.state(), expected.state());
    }

    static void sameBits(String what, double[] actual, double[] expected) {
        assertThat(actual.length).as("elements of " + what).isEqualTo(expected.length);
        for (int i = 0; i < actual.length; i++) {
            if (Double.compare(actual[i], expected[i]) != 0) {
                throw new AssertionError(
                        "%s: element %d is %s, expected %s".formatted(what, i, actual[i], expected[i]));
            }
        }
    }
}
