package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.compare.engine.NoCounterpartException;
import cnn.data.Batch;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.Clipping;
import cnn.optim.Compatibility;
import cnn.optim.DecayScope;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.optim.Velocity;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DL4J's own training path in float64, against the formula of each update. */
class Dl4jOptimizerTest {
    private static final int STEPS = 6;
    /** Of the learning rate, by step. */
    private static final double[] FACTORS = {1, 0.25, 1, 0.3, 2, 0.5};
    /** A step is some tens of operations on numbers of size 1 at most; their errors stay far below this. */
    private static final double TOLERANCE = 1e-13;

    private static final NetworkSpec ROW = Dl4jCases.networks().get("every layer");
    private static final NetworkSpec GRAPH = Dl4jCases.networks().get("residual blocks");
    private static final NetworkSpec PLAIN_GRAPH = Dl4jCases.networks().get("blocks in every place");

    /** An ε that nobody could put in the wrong place unnoticed, and limits that some of the numbers reach. */
    static Stream<Arguments> updates() {
        UpdateSpec momentum = UpdateSpec.of(new Momentum(0.05, 0.9));
        UpdateSpec adam = UpdateSpec.of(new Adam(0.01));
        Stream<UpdateSpec> everywhere = Stream.concat(
                Stream.of(
                                new Sgd(0.05),
                                new Momentum(0.05, 0.9),
                                new Momentum(0.05, 0.9, Velocity.STEPS),
                                new Nesterov(0.05, 0.9),
                                new Nesterov(0.05, 0.9, Velocity.STEPS),
                                new AdaGrad(0.05),
                                new AdaGrad(0.05, 1e-2, EpsilonRoot.OUTSIDE, 0.1),
                                new AdaGrad(0.05, 1e-2, EpsilonRoot.INSIDE, 0.1),
                                new RmsProp(0.05),
                                new RmsProp(0.05, 0.99, 1e-2, EpsilonRoot.OUTSIDE, 1e-2),
                                new Adam(0.01),
                                new Adam(0.01, 0.8, 0.99, 1e-3),
                                new Adam(0.01, 0.8, 0.99, 1e-3, EpsilonCorrection.BEFORE),
                                new AdamW(0.01),
                                new Nadam(0.01, 0.8, 0.99, 1e-3, Nadam.Momentum.CONSTANT, 0),
                                new AmsGrad(0.01, 0.8, 0.6, 1e-3, EpsilonCorrection.AFTER),
                                new AmsGrad(0.01, 0.8, 0.6, 1e-3, EpsilonCorrection.BEFORE))
                        .map(UpdateSpec::of),
                Stream.of(momentum.withL1(0.1), adam.withL1(0.1).withL2(0.2), adam.withL2(0.2).withWeightDecay(0.3)));
        Stream<UpdateSpec> withoutNorms = Stream.of(
                momentum.withClipping(Clipping.Kind.VALUE, 0.05).withL2(0.1),
                momentum.withClipping(Clipping.Kind.NORM, 0.05).withL2(0.1),
                UpdateSpec.of(new AdamW(new Adam(0.01), 0.3, DecayScope.ALL)));
        Stream<Arguments> all = everywhere.flatMap(update -> Stream.of(ROW, GRAPH).map(n -> Arguments.of(update, n)));
        Stream<Arguments> some =
                withoutNorms.flatMap(update -> Stream.of(ROW, PLAIN_GRAPH).map(n -> Arguments.of(update, n)));
        Stream<Arguments> constrained = Stream.of(ROW, GRAPH, PLAIN_GRAPH)
                .map(n -> Arguments.of(momentum.withL2(0.1).withMaxNorm(0.8), n));
        return Stream.of(all, some, constrained).flatMap(arguments -> arguments);
    }

    /** DL4J's gradient goes into the textbook's updater, whose formulas the contract judges. */
    @ParameterizedTest
    @MethodSource("updates")
    void trainsByTheFormula(UpdateSpec update, NetworkSpec network) {
        int count = network.parameterCount();
        try (Engine engine = engine(update, network);
                Backend textbook = Backends.named("textbook");
                Tensor parameters = textbook.tensor(Shape.of(count));
                Tensor gradient = textbook.tensor(Shape.of(count));
                Updater formula =
                        textbook.updater(new UpdatePlan(update, network.slices(), parameters, gradient))) {
            engine.setParameters(Dl4jCases.parameters(network));
            for (int t = 1; t <= STEPS; t++) {
                Batch batch = Dl4jCases.batch(network, t % 2 == 0 ? 8 : 5, t);
                // From the same place again, so that steps are judged one by one but the optimizer's state goes on.
                parameters.copyFrom(engine.parameters());
                gradient.copyFrom(engine.gradient(batch));
                double rate = update.learningRate() * FACTORS[t - 1];
                engine.setLearningRate(rate);
                formula.step(t, rate);
                double loss = engine.trace(batch).loss();
                // DL4J adds what its penalties cost, which the engine takes away again: of the size of a few losses.
                double rounding = update.penalised() || update.decay().isPresent() ? 1e-13 * Math.max(1, loss) : 0;
                assertThat(engine.trainStep(batch)).isCloseTo(loss, within(rounding));
                assertThat(Dl4jCases.distance(engine.parameters(), parameters.toDoubles()))
                        .as("step %d", t)
                        .isLessThan(TOLERANCE);
            }
        }
    }

    static Stream<Arguments> starts() {
        return Stream.of(new Momentum(0.05, 0.9), new AdaGrad(0.05, 1e-2, EpsilonRoot.OUTSIDE, 0.1), new Adam(0.01))
                .flatMap(optimizer -> Stream.of(ROW, GRAPH).map(n -> Arguments.of(UpdateSpec.of(optimizer), n)));
    }

    @ParameterizedTest
    @MethodSource("starts")
    void settingParametersStartsAnew(UpdateSpec update, NetworkSpec network) {
        double[] start = Dl4jCases.parameters(network);
        Batch batch = Dl4jCases.batch(network, 4, 3);
        try (Engine engine = engine(update, network)) {
            double[] first = train(engine, start, batch);
            engine.setLearningRate(2 * update.learningRate());
            assertThat(train(engine, start, batch)).isEqualTo(first).isNotEqualTo(start);
        }
    }

    static Stream<Arguments> strangers() {
        UpdateSpec sgd = UpdateSpec.of(new Sgd(0.1));
        return Stream.of(
                Arguments.of(UpdateSpec.of(new Nadam(0.1)), ROW, "its Nadam has a constant momentum"),
                Arguments.of(
                        UpdateSpec.of(RmsProp.of(Compatibility.KERAS)), ROW, "its RmsProp adds epsilon to the root"),
                Arguments.of(
                        sgd.withClipping(Clipping.Kind.GLOBAL_NORM, 1),
                        ROW,
                        "clip by global norm at 1.0: no DL4J counterpart"),
                Arguments.of(sgd.withClipping(Clipping.Kind.VALUE, 1), GRAPH, "running statistics"),
                Arguments.of(UpdateSpec.of(AdamW.of(Compatibility.PYTORCH)), GRAPH, "gamma and beta"),
                Arguments.of(
                        sgd.withMaxNorm(1),
                        Dl4jCases.networks().get("depthwise 3x3 same"),
                        "translated for dense and conv2d without groups only"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void saysWhatDl4jCannotDo(UpdateSpec update, NetworkSpec network, String message) {
        assertThatExceptionOfType(NoCounterpartException.class)
                .isThrownBy(() -> engine(update, network))
                .withMessageContaining(message);
    }

    static Stream<NetworkSpec> networks() {
        return Stream.of(ROW, GRAPH);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void lookingDoesNotDisturbTraining(NetworkSpec network) {
        double[] start = Dl4jCases.parameters(network);
        Batch batch = Dl4jCases.batch(network, 4, 3);
        try (Engine engine = engine(UpdateSpec.of(new Adam(0.01)), network);
                Engine watched = engine(UpdateSpec.of(new Adam(0.01)), network)) {
            double[] expected = train(engine, start, batch);
            watched.setParameters(start);
            for (int t = 0; t < 3; t++) {
                watched.predict(batch);
                watched.trace(batch);
                watched.gradient(batch);
                watched.trainStep(batch);
            }
            assertThat(watched.parameters()).isEqualTo(expected);
            assertThat(watched.predict(batch)).as("by the running statistics").isEqualTo(engine.predict(batch));
        }
    }

    /** Each step's gradients agree to 1e-12 or better, and few steps do not make 1e-10 of that. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runningStatisticsMoveAsTheTextbooksDo(boolean stock) {
        EngineSettings settings = Dl4jCases.settings(GRAPH, new SoftmaxCrossEntropy(), new Sgd(0.05), Precision.FLOAT64);
        double[] start = Dl4jCases.parameters(GRAPH);
        try (Engine dl4j = Dl4jEngine.create(settings, stock);
                Engine textbook = Engines.create("textbook", settings)) {
            dl4j.setParameters(start);
            textbook.setParameters(start);
            for (int t = 1; t <= 4; t++) {
                Batch batch = Dl4jCases.batch(GRAPH, t % 2 == 0 ? 8 : 5, t);
                dl4j.trainStep(batch);
                textbook.trainStep(batch);
            }
            Batch batch = Dl4jCases.batch(GRAPH, 7, 9);
            assertThat(Dl4jCases.distance(dl4j.predict(batch), textbook.predict(batch))).isLessThan(1e-10);
            double[] state = dl4j.trace(batch).flow().stateBefore();
            assertThat(state).isNotEqualTo(GRAPH.initialState());
            assertThat(Dl4jCases.distance(state, textbook.trace(batch).flow().stateBefore())).isLessThan(1e-10);
        }
    }

    private static double[] train(Engine engine, double[] start, Batch batch) {
        engine.setParameters(start);
        for (int t = 0; t < 3; t++) {
            engine.trainStep(batch);
        }
        return engine.parameters();
    }

    private static Engine engine(UpdateSpec update, NetworkSpec network) {
        return Dl4jEngine.create(
                new EngineSettings(
                        network, new SoftmaxCrossEntropy(), update, 8, Optional.of(Precision.FLOAT64), 1, Map.of(), 0),
                false);
    }
}
