package cnn.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.check.LayerFlow;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
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
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.optim.Velocity;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks, step by step, against the textbook. */
class PyTorchEngineTest {
    /** What the project asks of float64 engines; sums of a few hundred terms of size 1 stay orders below it. */
    private static final double TOLERANCE = 1e-10;

    private static final int STEPS = 4;

    private static final Window2d SAME3 = Window2d.of(3).withPadding(Padding.SAME);

    private static final NetworkSpec PLAIN = NetworkSpec.builder(Shape.of(2, 9, 8))
            .add(new Conv2d(3, SAME3))
            .add(new Tanh())
            .add(new MaxPool2d(2))
            .add(new Conv2d(4, Window2d.of(2), false))
            .add(new Relu())
            .add(new Flatten())
            .add(new Dense(3))
            .build();

    /** No bias before a batch normalisation: its gradient is nothing but rounding, of which Adam makes whole steps. */
    private static final NetworkSpec RESIDUAL = NetworkSpec.builder(Shape.of(3, 8, 6))
            .add(new Conv2d(4, SAME3, false))
            .add(new BatchNorm2d(0.3, 1e-3))
            .add(new Relu())
            .add(Residual.of(List.of(new Conv2d(4, SAME3, false), new BatchNorm2d(), new Tanh())))
            .add(Residual.of(
                    List.of(new Conv2d(6, SAME3.withStride(2), false), new BatchNorm2d()),
                    List.of(new Conv2d(6, Window2d.of(1).withStride(2)))))
            .add(new GlobalAvgPool2d())
            .add(new Dense(2))
            .build();

    private static Engine engine(
            String name, NetworkSpec network, LossSpec loss, OptimizerSpec optimizer, Precision precision) {
        return Engines.create(name, new EngineSettings(network, loss, optimizer, 8, Optional.of(precision), 1));
    }

    private static double[] normal(int count, long seed) {
        AddressedRandom random = new AddressedRandom(seed);
        return IntStream.range(0, count)
                .mapToDouble(i -> (float) random.normal(Purpose.TEST_DATA, 0, 0, i))
                .toArray();
    }

    private static double[] parameters(NetworkSpec network) {
        double[] values = normal(network.parameterCount(), 1);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.25;
        }
        return values;
    }

    private static Batch batch(NetworkSpec network, int n, long seed) {
        Shape shape = network.input().withBatch(n);
        double[] values = normal(shape.size(), seed);
        float[] x = new float[values.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) values[i];
        }
        int outputs = network.output().size();
        return new Batch(shape, x, IntStream.range(0, n).map(i -> (7 * i + 1) % outputs).toArray());
    }

    private static void close(String what, double[] seen, double[] expected) {
        assertThat(seen).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < seen.length; i++) {
            assertThat(seen[i]).as("%s, element %d", what, i).isCloseTo(expected[i], within(TOLERANCE));
        }
    }

    /** An ε that matters, and limits that some of the numbers reach. */
    static Stream<UpdateSpec> updates() {
        UpdateSpec momentum = UpdateSpec.of(new Momentum(0.05, 0.9));
        UpdateSpec penalties = momentum.withL1(0.01).withL2(0.1).withWeightDecay(0.2);
        return Stream.concat(
                Stream.of(
                                new Sgd(0.05),
                                new Momentum(0.05, 0.9),
                                new Momentum(0.05, 0.9, Velocity.STEPS),
                                new Nesterov(0.05, 0.9),
                                new Nesterov(0.05, 0.9, Velocity.STEPS),
                                new AdaGrad(0.05, 1e-2, EpsilonRoot.OUTSIDE, 0.1),
                                new AdaGrad(0.05, 1e-2, EpsilonRoot.INSIDE, 0),
                                new RmsProp(0.05, 0.99, 1e-2, EpsilonRoot.OUTSIDE, 0),
                                new RmsProp(0.05, 0.99, 1e-2, EpsilonRoot.INSIDE, 0.1),
                                new Adam(0.01),
                                new Adam(0.01, 0.8, 0.99, 1e-3),
                                new Adam(0.01, 0.8, 0.99, 1e-3, EpsilonCorrection.BEFORE),
                                new AdamW(new Adam(0.01), 0.3, DecayScope.ALL),
                                new AdamW(0.01),
                                new Nadam(0.01),
                                new Nadam(0.01, 0.8, 0.99, 1e-3, Nadam.Momentum.CONSTANT, 0),
                                new AmsGrad(0.01, 0.8, 0.6, 1e-3, EpsilonCorrection.AFTER),
                                new AmsGrad(0.01, 0.8, 0.6, 1e-3, EpsilonCorrection.BEFORE))
                        .map(UpdateSpec::of),
                Stream.of(
                        penalties,
                        penalties.withClipping(Clipping.Kind.VALUE, 0.05),
                        penalties.withClipping(Clipping.Kind.NORM, 0.1),
                        penalties.withClipping(Clipping.Kind.GLOBAL_NORM, 0.2),
                        penalties.withMaxNorm(0.5)));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void trainsAsTheTextbookDoes(UpdateSpec update) {
        for (NetworkSpec network : List.of(PLAIN, RESIDUAL)) {
            try (Engine pytorch = engine("pytorch", network, new SoftmaxCrossEntropy(), update);
                    Engine textbook = engine("textbook", network, new SoftmaxCrossEntropy(), update)) {
                trainTogether(pytorch, textbook);
            }
        }
    }

    private static Engine engine(String name, NetworkSpec network, LossSpec loss, UpdateSpec update) {
        return Engines.create(
                name, new EngineSettings(network, loss, update, 8, Optional.of(Precision.FLOAT64), 1, Map.of(), 0));
    }

    static Stream<LossSpec> losses() {
        return Stream.of(
                new SoftmaxCrossEntropy(0.1, List.of()),
                new SoftmaxCrossEntropy(0.2, List.of(0.5, 2.0, 1.0)),
                new MeanSquaredError(),
                new SigmoidCrossEntropy(),
                new MeanAbsoluteError(),
                new Huber(0.3),
                new Hinge());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLossTeachesTheSame(LossSpec loss) {
        try (Engine pytorch = engine("pytorch", PLAIN, loss, new Sgd(0.05), Precision.FLOAT64);
                Engine textbook = engine("textbook", PLAIN, loss, new Sgd(0.05), Precision.FLOAT64)) {
            trainTogether(pytorch, textbook);
        }
    }

    /** Of samples mixed from two. */
    @ParameterizedTest
    @MethodSource("losses")
    void everyLossTakesSharesOfClassesAsTheTextbookDoes(LossSpec loss) {
        Batch plain = batch(PLAIN, 5, 3);
        Batch.Mixed second = new Batch.Mixed(new int[5], new float[] {0.25f, 0, 1, 0.5f, 0.7f});
        Batch mixed = new Batch(plain.shape(), plain.x(), plain.labels(), Optional.of(second));
        try (Engine pytorch = engine("pytorch", PLAIN, loss, new Sgd(0.05), Precision.FLOAT64);
                Engine textbook = engine("textbook", PLAIN, loss, new Sgd(0.05), Precision.FLOAT64)) {
            pytorch.setParameters(parameters(PLAIN));
            textbook.setParameters(parameters(PLAIN));
            if (loss instanceof Hinge) {
                assertThatThrownBy(() -> pytorch.trainStep(mixed)).hasMessageContaining("loss hinge");
                return;
            }
            assertThat(pytorch.trainStep(mixed)).isCloseTo(textbook.trainStep(mixed), within(TOLERANCE));
            close("parameters", pytorch.parameters(), textbook.parameters());
            assertThat(pytorch.trace(mixed).loss()).isCloseTo(textbook.trace(mixed).loss(), within(TOLERANCE));
        }
    }

    private static void trainTogether(Engine pytorch, Engine textbook) {
        double[] start = parameters(pytorch.network());
        pytorch.setParameters(start);
        textbook.setParameters(start);
        for (int t = 0; t < STEPS; t++) {
            pytorch.setLearningRate(0.05 / (1 + t));
            textbook.setLearningRate(0.05 / (1 + t));
            Batch batch = batch(pytorch.network(), t % 2 == 0 ? 8 : 5, 10 + t);
            double loss = textbook.trainStep(batch);
            assertThat(pytorch.trainStep(batch)).as("loss of step %d", t).isCloseTo(loss, within(TOLERANCE));
            close("parameters after step " + t, pytorch.parameters(), textbook.parameters());
        }
        Batch eight = batch(pytorch.network(), 8, 99);
        double[] expected = textbook.predict(eight);
        close("prediction", pytorch.predict(eight), expected);
        // More than the largest batch of training, in pieces; the first samples are the same.
        double[] many = pytorch.predict(batch(pytorch.network(), 19, 99));
        assertThat(many).hasSize(19 * pytorch.network().output().size());
        close("prediction of many", Arrays.copyOf(many, expected.length), expected);
    }

    static Stream<NetworkSpec> networks() {
        return Stream.of(PLAIN, RESIDUAL);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void tracesWhatTrainingComputes(NetworkSpec network) {
        try (Engine pytorch = engine("pytorch", network, new SoftmaxCrossEntropy(), new Sgd(0.1), Precision.FLOAT64);
                Engine textbook =
                        engine("textbook", network, new SoftmaxCrossEntropy(), new Sgd(0.1), Precision.FLOAT64)) {
            pytorch.setParameters(parameters(network));
            textbook.setParameters(parameters(network));
            Batch batch = batch(network, 5, 3);
            Trace seen = pytorch.trace(batch);
            Trace expected = textbook.trace(batch);
            assertThat(seen.loss()).isCloseTo(expected.loss(), within(TOLERANCE));
            assertThat(seen.batch()).isEqualTo(5);
            assertThat(seen.x()).isEqualTo(expected.x());
            close("dx", seen.dx(), expected.dx());
            close("gradient", seen.gradient(), expected.gradient());
            close("gradient as trained", pytorch.gradient(batch), expected.gradient());
            close("state", seen.flow().stateAfter(), expected.flow().stateAfter());
            assertThat(seen.layers()).hasSameSizeAs(expected.layers());
            for (int i = 0; i < expected.layers().size(); i++) {
                LayerFlow own = seen.layers().get(i);
                LayerFlow other = expected.layers().get(i);
                assertThat(own.layer()).isEqualTo(other.layer());
                close("x of " + own.layer().label(), own.x(), other.x());
                close("y of " + own.layer().label(), own.y(), other.y());
                close("dy of " + own.layer().label(), own.dy(), other.dy());
                close("dx of " + own.layer().label(), own.dx(), other.dx());
            }
        }
    }

    /**
     * DJL's own update in float32, by the formula from the engine's own gradients. A step has fewer than 12 roundings, and
     * m and v carry at most 3 a step from before; m / √v is below 2 in so few steps (Cauchy-Schwarz).
     */
    @Test
    void adamInFloat32IsTheFormula() {
        Adam adam = new Adam(0.01, 0.9, 0.999, 1e-3);
        double u = Precision.FLOAT32.unitRoundoff();
        try (Engine engine = engine("pytorch", PLAIN, new SoftmaxCrossEntropy(), adam, Precision.FLOAT32)) {
            double[] p = parameters(PLAIN);
            engine.setParameters(p);
            double[] m = new double[p.length];
            double[] v = new double[p.length];
            for (int t = 1; t <= STEPS; t++) {
                Batch batch = batch(PLAIN, 8, t);
                double[] g = engine.gradient(batch);
                engine.trainStep(batch);
                double[] seen = engine.parameters();
                for (int i = 0; i < p.length; i++) {
                    m[i] = 0.9 * m[i] + 0.1 * g[i];
                    v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                    double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t)));
                    double expected = p[i] - 0.01 * m[i] / (1 - Math.pow(0.9, t)) / (root + 1e-3);
                    double bound = u * (2 * Math.abs(p[i]) + 2 * (3 * t + 12) * 0.01);
                    assertThat(seen[i]).as("parameter %d after step %d", i, t).isCloseTo(expected, within(bound));
                }
                p = seen;
            }
        }
    }

    @Test
    void settingParametersStartsAnewAndLookingDisturbsNothing() {
        Batch batch = batch(RESIDUAL, 6, 4);
        try (Engine engine = engine("pytorch", RESIDUAL, new SoftmaxCrossEntropy(), new Adam(0.01), Precision.FLOAT32)) {
            engine.setParameters(parameters(RESIDUAL));
            double first = engine.trainStep(batch);
            double second = engine.trainStep(batch);
            engine.setParameters(parameters(RESIDUAL));
            assertThat(engine.trainStep(batch)).isEqualTo(first);
            double[] before = engine.parameters();
            engine.predict(batch);
            engine.gradient(batch);
            engine.trace(batch);
            assertThat(engine.parameters()).isEqualTo(before);
            assertThat(engine.trainStep(batch)).isEqualTo(second).isNotEqualTo(first);
        }
    }

    @Test
    void badInputIsNamed() {
        try (Engine engine = engine("pytorch", PLAIN, new SoftmaxCrossEntropy(), new Sgd(0.1), Precision.FLOAT32)) {
            Batch other = batch(RESIDUAL, 2, 1);
            assertThatThrownBy(() -> engine.trainStep(other))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("expected an input [2, 9, 8]");
            Batch wrong = batch(PLAIN, 2, 1);
            wrong.labels()[1] = 3;
            assertThatThrownBy(() -> engine.trainStep(wrong))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("label 3 of sample 1");
        }
    }
}
