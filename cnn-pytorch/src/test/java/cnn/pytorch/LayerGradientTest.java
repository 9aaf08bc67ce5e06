package cnn.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.contract.LayerCase;
import cnn.backend.contract.LayerCases;
import cnn.check.ErrorBound;
import cnn.check.LayerCheck;
import cnn.check.LayerInputs;
import cnn.check.TensorCheck;
import cnn.spec.Conv2d;
import cnn.spec.Padding;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
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
                        .map(on -> Arguments.of(on, precision)));
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
            List<TensorCheck> checks =
                    LayerCheck.of(in, OneLayer.run(in, precision), ErrorBound.against(textbook, precision));
            assertThat(checks).hasSize(2 + in.placed().parameters().size());
            assertThat(checks.stream().filter(check -> !check.agrees()).map(TensorCheck::describe))
                    .as("beyond their bounds")
                    .isEmpty();
        }
    }
}
