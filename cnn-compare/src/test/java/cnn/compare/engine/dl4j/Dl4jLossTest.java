package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.NoCounterpartException;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.spec.Dense;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Dl4jLossTest {
    private static final NetworkSpec NETWORK =
            NetworkSpec.builder(Shape.of(2)).add(new Dense(3)).build();

    /** A spread of logits of 40 makes probabilities of e^-40 = 4e-18, far below DL4J's usual clipping at 1e-10. */
    static Stream<Arguments> cases() {
        return Stream.of(
                        new SoftmaxCrossEntropy(),
                        new SoftmaxCrossEntropy(0.1, List.of()),
                        new SoftmaxCrossEntropy(0.2, List.of(0.5, 2.0, 1.0)),
                        new SigmoidCrossEntropy(),
                        new MeanSquaredError(),
                        new MeanAbsoluteError(),
                        new Hinge())
                .flatMap(loss -> Stream.of(1.0, 20.0).map(scale -> Arguments.of(loss, scale)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndItsGradientAreOurs(LossSpec loss, double scale) {
        Batch batch = new Batch(Shape.of(2, 2), new float[] {1, 0.5f, -1, 2}, new int[] {1, 2});
        lossAndItsGradientAreOurs(loss, scale, batch, Dl4jCases.oneHot(batch, 3));
    }

    static Stream<Arguments> casesWithShares() {
        return cases().filter(arguments -> !(arguments.get()[0] instanceof Hinge));
    }

    /** Of samples mixed from two. */
    @ParameterizedTest
    @MethodSource("casesWithShares")
    void lossAndItsGradientAreOursForSharesOfClasses(LossSpec loss, double scale) {
        Batch.Mixed mixed = new Batch.Mixed(new int[] {0, 2}, new float[] {0.25f, 0.5f});
        Batch batch =
                new Batch(Shape.of(2, 2), new float[] {1, 0.5f, -1, 2}, new int[] {1, 2}, Optional.of(mixed));
        lossAndItsGradientAreOurs(loss, scale, batch, new double[] {0.25, 0.75, 0, 0, 0, 1});
    }

    private static void lossAndItsGradientAreOurs(LossSpec loss, double scale, Batch batch, double[] t) {
        double[] parameters = {1, 0, -1, 0, 0, 0, 0.1, 0.2, 0.3};
        for (int i = 0; i < 6; i++) {
            parameters[i] *= scale;
        }
        try (Engine engine = Dl4jEngine.create(Dl4jCases.settings(NETWORK, loss, Precision.FLOAT64), false)) {
            engine.setParameters(parameters);
            Trace trace = engine.trace(batch);
            double[] dy = new double[6];
            double value = loss.evaluate(2, 3, trace.layers().get(0).y(), t, dy);
            // DL4J takes 1 - p of a rounded p: where p is near 1, that is 1 - p = e^-z up to a factor 1 ± u·e^z.
            double cancelled = loss instanceof SigmoidCrossEntropy ? 4 * 0x1p-53 * Math.exp(scale) : 0;
            assertThat(trace.loss()).isCloseTo(value, within(1e-13 * Math.max(1, value) + cancelled));
            assertThat(trace.layers().get(0).dy()).containsExactly(dy, within(1e-15 * Math.max(1, scale) + cancelled));
            // The loss that training reports, not only the one of a trace.
            assertThat(engine.trainStep(batch)).isCloseTo(value, within(1e-13 * Math.max(1, value) + cancelled));
        }
    }

    @Test
    void saturatedLogitsStayFiniteInFloat32() {
        Batch batch = new Batch(Shape.of(1, 2), new float[] {1, 1}, new int[] {1});
        try (Engine engine = Dl4jEngine.create(
                Dl4jCases.settings(NETWORK, new SoftmaxCrossEntropy(), Precision.FLOAT32), false)) {
            engine.setParameters(new double[] {300, 300, -300, -300, 0, 0, 0, 0, 0});
            Trace trace = engine.trace(batch);
            // -log of the smallest normal float is 87.3; the true loss is 1200.
            assertThat(trace.loss()).isCloseTo(-Math.log(Float.MIN_NORMAL), within(1e-4));
            assertThat(trace.layers().get(0).dy()).containsExactly(1, -1, 0);
        }
    }

    /** docs/findings.md: the wronger the answer, the smaller DL4J's gradient, until there is none. */
    @Test
    void binaryCrossEntropyTeachesNothingToWhoIsAsWrongAsCanBe() {
        Batch batch = new Batch(Shape.of(1, 2), new float[] {1, 1}, new int[] {1});
        LossSpec loss = new SigmoidCrossEntropy();
        try (Engine engine = Dl4jEngine.create(Dl4jCases.settings(NETWORK, loss, Precision.FLOAT64), false)) {
            // z = (100, -100, 0), wanted: no, yes, no.
            engine.setParameters(new double[] {50, 50, -50, -50, 0, 0, 0, 0, 0});
            double[] dy = new double[3];
            double[] z = {100, -100, 0};
            assertThat(loss.evaluate(1, 3, z, new double[] {0, 1, 0}, dy)).isCloseTo(200.693 / 3, within(1e-4));
            assertThat(dy).containsExactly(new double[] {1 / 3.0, -1 / 3.0, 0.5 / 3}, within(1e-15));
            Trace trace = engine.trace(batch);
            // -log u is 36.7, twice, in place of 100.
            assertThat(trace.loss()).isCloseTo((2 * 53 * Math.log(2) + Math.log(2)) / 3, within(1e-9));
            assertThat(trace.layers().get(0).dy()).containsExactly(new double[] {0, 0, 0.5 / 3}, within(1e-15));
        }
    }

    @Test
    void huberHasNoCounterpart() {
        EngineSettings settings = Dl4jCases.settings(NETWORK, new Huber(1), Precision.FLOAT64);
        assertThatThrownBy(() -> Dl4jEngine.create(settings, false))
                .isInstanceOf(NoCounterpartException.class)
                .hasMessageStartingWith("loss huber: no DL4J counterpart: ");
    }

    @Test
    void refusesALabelThatIsNoOutput() {
        Batch batch = new Batch(Shape.of(1, 2), new float[] {1, 1}, new int[] {3});
        try (Engine engine = Dl4jEngine.create(
                Dl4jCases.settings(NETWORK, new SoftmaxCrossEntropy(), Precision.FLOAT32), false)) {
            assertThatThrownBy(() -> engine.trainStep(batch))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("label 3 of sample 0 does not fit the network's 3 outputs");
        }
    }
}
