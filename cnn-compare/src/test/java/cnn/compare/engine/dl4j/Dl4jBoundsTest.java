package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.check.ErrorBound;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.spec.NetworkSpec;
import cnn.spec.Tanh;
import cnn.tensor.Precision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each of the newer layers in float32, mended where DL4J is wrong, by the bound of its own inputs. Tanh is left out: ND4J's loses its
 * digits near 0 (docs/findings.md).
 */
class Dl4jBoundsTest {
    static Stream<Arguments> cases() {
        return Stream.of(Dl4jLayerCases.networks(), Dl4jLayerCases.wrongAsShipped())
                .flatMap(networks -> networks.entrySet().stream())
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyLayerKeepsItsBound(String name, NetworkSpec network) {
        assertThat(beyond(network)).isEmpty();
    }

    static List<String> beyond(NetworkSpec network) {
        Batch batch = Dl4jCases.batch(network, 5, 3);
        BackendOptions options = BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64);
        try (Engine engine = Dl4jEngine.create(
                        Dl4jCases.settings(network, new SoftmaxCrossEntropy(), Precision.FLOAT32), false);
                Backend textbook = Backends.named("textbook", options)) {
            engine.setParameters(Dl4jCases.parameters(network));
            Trace trace = engine.trace(batch);
            ErrorBound error = ErrorBound.against(textbook, Precision.FLOAT32);
            return trace.layers().stream()
                    .filter(layer -> !(layer.layer().spec() instanceof Tanh))
                    .flatMap(layer -> trace.flow().check(layer, error).stream()
                            .filter(check -> !check.agrees())
                            .map(check -> layer.layer().label() + " " + check.describe()))
                    .toList();
        }
    }
}
