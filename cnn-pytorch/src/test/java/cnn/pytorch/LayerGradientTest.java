package cnn.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.check.ErrorBound;
import cnn.check.LayerInputs;
import cnn.check.NetworkFlow;
import cnn.check.TensorCheck;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.error.BadInputException;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Padding;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of layer on the awkward cases of the contract, y and autograd's gradients within the derived bounds. */
class LayerGradientTest {
    static Stream<Arguments> cases() {
        List<LayerCase> groups = List.of(
                grouped("two groups", 4, 6, 2),
                grouped("depthwise", 5, 5, 5),
                grouped("depthwise, two outputs a channel", 3, 6, 3));
        return Stream.of(Precision.values())
                .flatMap(precision -> Stream.concat(LayerCases.all().stream(), groups.stream())
                        .filter(on -> !givesOneValue(on))
                        .map(on -> Arguments.of(on, precision)));
    }

    /** What PyTorch refuses to normalise. */
    private static boolean givesOneValue(LayerCase on) {
        return on.spec() instanceof BatchNorm2d && on.batch() * on.input().dim(1) * on.input().dim(2) == 1;
    }

    @Test
    void aSingleValueAChannelIsRefused() {
        List<LayerCase> refused =
                LayerCases.all().stream().filter(LayerGradientTest::givesOneValue).toList();
        assertThat(refused).isNotEmpty();
        for (LayerCase on : refused) {
            assertThatThrownBy(() -> OneLayer.run(on.inputs(Precision.FLOAT32), Precision.FLOAT32))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("take a larger batch");
        }
    }

    private static LayerCase grouped(String name, int channels, int outputs, int groups) {
        Conv2d spec = new Conv2d(outputs, Window2d.of(3).withPadding(Padding.SAME)).withGroups(groups);
        return new LayerCase(name, spec, Shape.of(channels, 5, 6), 2, LayerCase.Data.NORMAL);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void agreesWithTheTextbook(LayerCase on, Precision precision) {
        LayerInputs in = on.inputs(precision);
        try (Backend textbook =
                Backends.named("textbook", BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64))) {
            NetworkFlow flow = OneLayer.run(in, precision);
            assertThat(flow.layers()).hasSameSizeAs(in.placed().withInner().toList());
            ErrorBound error = ErrorBound.against(textbook, precision);
            List<TensorCheck> checks = flow.layers().stream()
                    .flatMap(layer -> flow.check(layer, error).stream())
                    .toList();
            assertThat(checks).hasSizeGreaterThanOrEqualTo(2 * flow.layers().size());
            assertThat(checks.stream().filter(check -> !check.agrees()).map(TensorCheck::describe))
                    .as("beyond their bounds")
                    .isEmpty();
        }
    }
}
