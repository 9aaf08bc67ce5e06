package cnn.compare.engine;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.data.Batch;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DL4J's own training path in float64, against each optimizer's formula computed here. */
class Dl4jOptimizerTest {
    private static final int STEPS = 6;
    /** A step is about ten operations on numbers of size 1; six of them stay far below this. */
    private static final double TOLERANCE = 1e-13;

    private static final NetworkSpec ROW = Dl4jCases.networks().get("every layer");
    private static final NetworkSpec GRAPH = Dl4jCases.networks().get("residual blocks");

    /** The larger ε is one that nobody could put in the wrong place unnoticed. */
    static Stream<Arguments> optimizers() {
        return Stream.of(new Sgd(0.05), new Momentum(0.05, 0.9), new Adam(0.01), new Adam(0.01, 0.8, 0.99, 1e-3))
                .flatMap(optimizer -> Stream.of(ROW, GRAPH).map(network -> Arguments.of(optimizer, network)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainsByTheFormula(OptimizerSpec optimizer, NetworkSpec network) {
        double[] expected = Dl4jCases.parameters(network);
        try (Engine engine = engine(optimizer, network)) {
            engine.setParameters(expected);
            Formula formula = optimizer.accept(new Formulas(expected.length));
            for (int t = 1; t <= STEPS; t++) {
                Batch batch = Dl4jCases.batch(network, t % 2 == 0 ? 8 : 5, t);
                formula.update(t, expected, engine.gradient(batch));
                double loss = engine.trace(batch).loss();
                assertThat(engine.trainStep(batch)).isEqualTo(loss);
                assertThat(Dl4jCases.distance(engine.parameters(), expected)).as("step %d", t).isLessThan(TOLERANCE);
                // From the same place again, so that steps are judged one by one but the optimizer's state goes on.
                expected = engine.parameters();
            }
        }
    }

    /** A rate that is set, against the textbook with the same rates; three steps leave the difference of rounding. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void followsASchedule(OptimizerSpec optimizer, NetworkSpec network) {
        double[] start = Dl4jCases.parameters(network);
        Batch batch = Dl4jCases.batch(network, 4, 3);
        EngineSettings settings = Dl4jCases.settings(network, new SoftmaxCrossEntropy(), optimizer, Precision.FLOAT64);
        try (Engine dl4j = Dl4jEngine.create(settings, false);
                Engine textbook = Engines.create("textbook", settings)) {
            double[] constant = train(dl4j, start, batch);
            dl4j.setParameters(start);
            textbook.setParameters(start);
            for (double factor : new double[] {0.25, 1, 0.3}) {
                dl4j.setLearningRate(factor * optimizer.learningRate());
                textbook.setLearningRate(factor * optimizer.learningRate());
                dl4j.trainStep(batch);
                textbook.trainStep(batch);
            }
            assertThat(Dl4jCases.distance(dl4j.parameters(), textbook.parameters())).isLessThan(1e-9);
            assertThat(Dl4jCases.distance(dl4j.parameters(), constant)).isGreaterThan(1e-4);
            assertThat(train(dl4j, start, batch)).as("its own rate again").isEqualTo(constant);
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void settingParametersStartsAnew(OptimizerSpec optimizer, NetworkSpec network) {
        double[] start = Dl4jCases.parameters(network);
        Batch batch = Dl4jCases.batch(network, 4, 3);
        try (Engine engine = engine(optimizer, network)) {
            double[] first = train(engine, start, batch);
            assertThat(train(engine, start, batch)).isEqualTo(first).isNotEqualTo(start);
        }
    }

    static Stream<NetworkSpec> networks() {
        return Stream.of(ROW, GRAPH);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void lookingDoesNotDisturbTraining(NetworkSpec network) {
        double[] start = Dl4jCases.parameters(network);
        Batch batch = Dl4jCases.batch(network, 4, 3);
        try (Engine engine = engine(new Adam(0.01), network);
                Engine watched = engine(new Adam(0.01), network)) {
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

    private static Engine engine(OptimizerSpec optimizer, NetworkSpec network) {
        return Dl4jEngine.create(
                Dl4jCases.settings(network, new SoftmaxCrossEntropy(), optimizer, Precision.FLOAT64), false);
    }

    /** Updates parameters in place. */
    private interface Formula {
        void update(int t, double[] parameters, double[] gradient);
    }

    private record Formulas(int count) implements OptimizerSpec.Visitor<Formula> {
        @Override
        public Formula sgd(Sgd spec) {
            return (t, p, g) -> Arrays.setAll(p, i -> p[i] - spec.learningRate() * g[i]);
        }

        @Override
        public Formula momentum(Momentum spec) {
            double[] v = new double[count];
            return (t, p, g) -> {
                Arrays.setAll(v, i -> spec.momentum() * v[i] + g[i]);
                Arrays.setAll(p, i -> p[i] - spec.learningRate() * v[i]);
            };
        }

        @Override
        public Formula adam(Adam spec) {
            double[] m = new double[count];
            double[] v = new double[count];
            return (t, p, g) -> {
                Arrays.setAll(m, i -> spec.beta1() * m[i] + (1 - spec.beta1()) * g[i]);
                Arrays.setAll(v, i -> spec.beta2() * v[i] + (1 - spec.beta2()) * g[i] * g[i]);
                double c1 = 1 - Math.pow(spec.beta1(), t);
                double c2 = 1 - Math.pow(spec.beta2(), t);
                Arrays.setAll(
                        p, i -> p[i] - spec.learningRate() * (m[i] / c1) / (Math.sqrt(v[i] / c2) + spec.epsilon()));
            };
        }
    }
}
