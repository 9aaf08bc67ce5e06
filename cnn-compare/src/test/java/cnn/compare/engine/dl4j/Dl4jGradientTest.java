package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that flows through DL4J in float64, against the textbook. */
class Dl4jGradientTest {
    /** What the project asks of float64 engines; sums of a few hundred terms of size 1 stay two orders below it. */
    private static final double TOLERANCE = 1e-10;

    static Stream<Arguments> cases() {
        return Stream.of(Dl4jCases.networks(), Dl4jLayerCases.networks(), Dl4jLayerCases.wrongAsShipped())
                .flatMap(networks -> networks.entrySet().stream())
                .flatMap(entry -> Stream.of(
                        Arguments.of(entry.getKey(), true, new SoftmaxCrossEntropy(), entry.getValue()),
                        Arguments.of(entry.getKey(), false, new MeanSquaredError(), entry.getValue())))
                .filter(on -> !isWrong((String) on.get()[0], (boolean) on.get()[1]));
    }

    private static boolean isWrong(String name, boolean stock) {
        return stock && Dl4jLayerCases.wrongAsShipped().containsKey(name);
    }

    @ParameterizedTest(name = "{0}, stock {1}, {2}")
    @MethodSource("cases")
    void agreesWithTheTextbook(String name, boolean stock, LossSpec loss, NetworkSpec network) {
        double[] parameters = Dl4jCases.parameters(network);
        Batch batch = Dl4jCases.batch(network, 5, 3);
        Trace expected = Dl4jCases.textbook(network, loss, parameters, batch);
        try (Engine engine = Dl4jEngine.create(Dl4jCases.settings(network, loss, Precision.FLOAT64), stock)) {
            engine.setParameters(parameters);
            Trace seen = engine.trace(batch);
            assertThat(seen.loss()).isCloseTo(expected.loss(), within(TOLERANCE));
            assertThat(seen.x()).isEqualTo(expected.x());
            close("dx", seen.dx(), expected.dx());
            close("gradient", seen.gradient(), expected.gradient());
            for (int i = 0; i < expected.layers().size(); i++) {
                String layer = expected.layers().get(i).layer().label();
                assertThat(seen.layers().get(i).layer()).isEqualTo(expected.layers().get(i).layer());
                close("y of " + layer, seen.layers().get(i).y(), expected.layers().get(i).y());
                close("dy of " + layer, seen.layers().get(i).dy(), expected.layers().get(i).dy());
                close("dx of " + layer, seen.layers().get(i).dx(), expected.layers().get(i).dx());
            }
            close("gradient on the training path", engine.gradient(batch), expected.gradient());
            close("state after the step", seen.flow().stateAfter(), expected.flow().stateAfter());
            close("prediction", engine.predict(batch), Dl4jCases.prediction(network, parameters, batch));
        }
    }

    static Stream<Arguments> wrong() {
        return Dl4jLayerCases.wrongAsShipped().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    /** What docs/findings.md says of these layers: should DL4J compute them right one day, they need not be mended. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void asShippedTheGradientIsWrong(String name, NetworkSpec network) {
        double[] parameters = Dl4jCases.parameters(network);
        Batch batch = Dl4jCases.batch(network, 5, 3);
        LossSpec loss = new SoftmaxCrossEntropy();
        Trace expected = Dl4jCases.textbook(network, loss, parameters, batch);
        try (Engine engine = Dl4jEngine.create(Dl4jCases.settings(network, loss, Precision.FLOAT64), true)) {
            engine.setParameters(parameters);
            Trace seen = engine.trace(batch);
            assertThat(Dl4jCases.distance(seen.dx(), expected.dx())).isGreaterThan(1e-3);
        }
    }

    private static void close(String what, double[] seen, double[] expected) {
        assertThat(seen).as(what).hasSameSizeAs(expected);
        assertThat(Dl4jCases.distance(seen, expected)).as(what).isLessThanOrEqualTo(TOLERANCE);
    }
}
