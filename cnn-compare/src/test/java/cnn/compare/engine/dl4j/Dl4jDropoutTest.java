package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.data.Batch;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Momentum;
import cnn.optim.UpdateSpec;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Masks that change from step to step, alike in DL4J and the textbook. */
class Dl4jDropoutTest {
    private static final int STEPS = 4;

    static Stream<Arguments> cases() {
        return Stream.of(true, false)
                .flatMap(stock -> Stream.of(Arguments.of("dropout in every place", stock), Arguments.of("dropout in branches", stock)));
    }

    /** Four steps of size 1 leave of float64's rounding what 1e-10 lets through by far. */
    @ParameterizedTest(name = "{0}, stock {1}")
    @MethodSource("cases")
    void dropsWhatTheTextbookDropsInEveryStep(String name, boolean stock) {
        EngineSettings settings = settings(name, 7);
        Batch batch = Dl4jCases.batch(settings.network(), 5, 3);
        double[] start = Dl4jCases.parameters(settings.network());
        try (Engine dl4j = Dl4jEngine.create(settings, stock);
                Engine textbook = Engines.create("textbook", settings)) {
            double[] losses = losses(dl4j, start, batch);
            assertThat(losses).containsExactly(losses(textbook, start, batch), within(1e-10));
            assertThat(Dl4jCases.distance(dl4j.parameters(), textbook.parameters())).isLessThan(1e-10);
            assertThat(dl4j.trace(batch).loss())
                    .as("of the step that is next")
                    .isCloseTo(textbook.trace(batch).loss(), within(1e-10));
            assertThat(losses(dl4j, start, batch)).as("from the first step again").isEqualTo(losses);
        }
    }

    @Test
    void theSeedDecides() {
        double[] start = Dl4jCases.parameters(settings("dropout in every place", 7).network());
        double[][] losses = new double[2][];
        for (int i = 0; i < 2; i++) {
            EngineSettings settings = settings("dropout in every place", 7 + i);
            try (Engine engine = Dl4jEngine.create(settings, false)) {
                losses[i] = losses(engine, start, Dl4jCases.batch(settings.network(), 5, 3));
            }
        }
        assertThat(losses[0]).isNotEqualTo(losses[1]);
    }

    @Test
    void anyoneElseGetsDl4jsOwn() {
        NetworkSpec network = Dl4jLayerCases.networks().get("dropout in every place");
        DropoutLayer layer = (DropoutLayer)
                Dl4jTranslator.translate(network.placed().get(0)).layers().get(0);
        assertThat(layer.getIDropout()).isEqualTo(new org.deeplearning4j.nn.conf.dropout.Dropout(0.7));
    }

    private static double[] losses(Engine engine, double[] start, Batch batch) {
        engine.setParameters(start);
        double[] losses = new double[STEPS];
        Arrays.setAll(losses, step -> engine.trainStep(batch));
        return losses;
    }

    private static EngineSettings settings(String name, long seed) {
        return new EngineSettings(
                Dl4jLayerCases.networks().get(name),
                new SoftmaxCrossEntropy(),
                UpdateSpec.of(new Momentum(0.1, 0.9)),
                8,
                Optional.of(Precision.FLOAT64),
                1,
                Map.of(),
                seed);
    }
}
