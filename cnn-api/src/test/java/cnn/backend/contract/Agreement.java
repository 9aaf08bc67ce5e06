package cnn.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.check.ErrorBound;
import cnn.check.LayerCheck;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.TensorCheck;
import java.util.List;

/** What the rules ask for most often: agreement with the reference within the bound, and the same bits. */
final class Agreement {
    private Agreement() {}

    static void agree(Backend backend, Backend reference, LayerCase on, List<String> tensors) {
        LayerInputs in = on.inputs(backend.precision());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch())) {
            List<TensorCheck> checks = check(layer, in, layer.run(in), reference).stream()
                    .filter(check -> tensors.contains(check.tensor()))
                    .toList();
            assertThat(checks).extracting(TensorCheck::tensor).containsExactlyElementsOf(tensors);
            allAgree(checks);
        }
    }

    static void agree(LayerUnderTest layer, LayerInputs in, LayerOutputs out, Backend reference) {
        allAgree(check(layer, in, out, reference));
    }

    private static List<TensorCheck> check(LayerUnderTest layer, LayerInputs in, LayerOutputs out, Backend reference) {
        return LayerCheck.of(
                in,
                out,
                ErrorBound.against(reference, layer.precision())
                        .withArithmetic(layer.layer().arithmetic()));
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
