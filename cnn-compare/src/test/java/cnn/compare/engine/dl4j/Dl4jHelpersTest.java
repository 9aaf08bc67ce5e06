package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.nativeblas.Nd4jCpu;

/** DL4J with its oneDNN helpers beside DL4J as shipped. */
class Dl4jHelpersTest {
    @Test
    void bothKindsLiveInOneProcess() {
        assumeThat(Nd4jCpu.Environment.getInstance().isUseMKLDNN())
                .as("a native build with oneDNN")
                .isTrue();
        NetworkSpec network = Dl4jCases.networks().get("every layer");
        EngineSettings settings = Dl4jCases.settings(network, new SoftmaxCrossEntropy(), Precision.FLOAT32);
        Dl4jPlan plan = Dl4jPlan.forTraining(settings, Precision.FLOAT32, Dl4jRate.of(settings));
        Dl4jNetwork stock = Dl4jNetwork.create(plan.configuration().clone(), false);
        Dl4jNetwork mended = Dl4jNetwork.create(plan.configuration().clone(), true);
        Dl4jNetwork stockAgain = Dl4jNetwork.create(plan.configuration().clone(), false);
        // Two convolutions and two poolings.
        assertThat(mended.helperCount()).isEqualTo(4);
        assertThat(stock.helperCount()).isZero();
        assertThat(stockAgain.helperCount()).isZero();
        assertThat(System.getProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY)).isNull();
    }

    static Stream<Arguments> layers() {
        Map<String, LayerSpec> windows = Dl4jCases.windows();
        return windows.keySet().stream()
                .filter(name -> !name.startsWith("max"))
                .flatMap(name -> Stream.of(true, false).map(stock -> Arguments.of(name, stock, windows.get(name))));
    }

    /**
     * In float32 each number of a linear layer is a sum of n products, so it is off by at most n·u/(1 - n·u) · Σ|a||b|
     * (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1), in whatever order the sum is taken. Σ|a||b|
     * is what the textbook gives for absolute values. One more rounding is for the bias, one for an average's division.
     */
    @ParameterizedTest(name = "{0}, stock {1}")
    @MethodSource("layers")
    void staysWithinTheBoundOfFloat32(String name, boolean stock, LayerSpec spec) {
        NetworkSpec network = Dl4jCases.classifier(Shape.of(3, 7, 6), spec);
        Batch batch = Dl4jCases.batch(network, 5, 3);
        try (Engine engine = Dl4jEngine.create(
                Dl4jCases.settings(network, new SoftmaxCrossEntropy(), Precision.FLOAT32), stock)) {
            engine.setParameters(Dl4jCases.parameters(network));
            Trace seen = engine.trace(batch);
            NetworkSpec alone = NetworkSpec.builder(network.input()).add("it", spec).build();
            double[] dy = seen.layers().get(0).dy();
            double[] w = Arrays.copyOf(seen.parameters(), alone.parameterCount());
            Answer exact = textbook(alone, seen.x(), w, dy);
            Answer size = textbook(alone, absolute(seen.x()), absolute(w), absolute(dy));
            int terms = termsAtMost(network, alone, batch.size());
            within("y", seen.layers().get(0).y(), exact.y, size.y, terms);
            within("dx", seen.dx(), exact.dx, size.dx, terms);
            double[] gradient = Arrays.copyOf(seen.gradient(), w.length);
            within("gradient", gradient, exact.gradient, size.gradient, terms);
        }
    }

    private static int termsAtMost(NetworkSpec network, NetworkSpec alone, int n) {
        int outputs = alone.output().dim(1) * alone.output().dim(2);
        int forward = network.input().size();
        int weights = n * outputs;
        int backward = alone.output().size();
        return Math.max(forward, Math.max(weights, backward)) + 2;
    }

    private static void within(String what, double[] seen, double[] exact, double[] size, int terms) {
        double u = Precision.FLOAT32.unitRoundoff();
        double gamma = terms * u / (1 - terms * u);
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(seen[i] - exact[i])).as("%s[%d]", what, i).isLessThanOrEqualTo(gamma * size[i]);
        }
    }

    private record Answer(double[] y, double[] dx, double[] gradient) {}

    private static Answer textbook(NetworkSpec spec, double[] x, double[] w, double[] dy) {
        int n = x.length / spec.input().size();
        try (Backend backend = Backends.named("textbook");
                Network network = Network.build(spec, backend, BuildOptions.batch(n))) {
            network.setParameters(w);
            Tensor input = network.input(n);
            input.copyFrom(x);
            double[] y = network.forward(input, Mode.train(1, 0)).toDoubles();
            Tensor outputGradient = backend.tensor(spec.output().withBatch(n));
            outputGradient.copyFrom(dy);
            double[] dx = network.backwardToInput(outputGradient).toDoubles();
            return new Answer(y, dx, Arrays.copyOf(network.gradient().toDoubles(), w.length));
        }
    }

    private static double[] absolute(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    @Test
    void mendedAndStockTrainAlike() {
        NetworkSpec network = Dl4jCases.networks().get("every layer");
        Batch batch = Dl4jCases.batch(network, 8, 3);
        double[][] gradients = new double[2][];
        for (int kind = 0; kind < 2; kind++) {
            try (Engine engine = Dl4jEngine.create(
                    Dl4jCases.settings(network, new SoftmaxCrossEntropy(), Precision.FLOAT32), kind == 0)) {
                assertThat(engine.name()).isEqualTo(kind == 0 ? "dl4j-stock" : "dl4j");
                engine.setParameters(Dl4jCases.parameters(network));
                gradients[kind] = engine.gradient(batch);
                engine.trainStep(batch);
            }
        }
        // Sums of at most some hundred terms in five layers, each sum within n·u of its size.
        assertThat(Dl4jCases.distance(gradients[1], gradients[0]))
                .isLessThan(5 * 300 * Precision.FLOAT32.unitRoundoff());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void onATieTheFirstInRowOrderWins(Precision precision) {
        NetworkSpec network = Dl4jCases.classifier(Shape.of(1, 4, 4), new MaxPool2d(Window2d.of(3).withStride(1)));
        float[] x = new float[16];
        Arrays.fill(x, 0.5f);
        for (boolean stock : new boolean[] {true, false}) {
            try (Engine engine = Dl4jEngine.create(
                    Dl4jCases.settings(network, new SoftmaxCrossEntropy(), precision), stock)) {
                engine.setParameters(Dl4jCases.parameters(network));
                Trace trace = engine.trace(new Batch(Shape.of(1, 1, 4, 4), x, new int[] {0}));
                double[] dy = trace.layers().get(0).dy();
                double[] expected = new double[16];
                expected[0] = dy[0];
                expected[1] = dy[1];
                expected[4] = dy[2];
                expected[5] = dy[3];
                assertThat(trace.dx()).as("%s, stock %s", precision, stock).isEqualTo(expected);
            }
        }
    }

    @Test
    void reluPassesNothingAtZero() {
        NetworkSpec network = Dl4jCases.classifier(Shape.of(1, 1, 2), new Relu());
        try (Engine engine = Dl4jEngine.create(
                Dl4jCases.settings(network, new SoftmaxCrossEntropy(), Precision.FLOAT64), false)) {
            engine.setParameters(Dl4jCases.parameters(network));
            Trace trace = engine.trace(new Batch(Shape.of(1, 1, 1, 2), new float[] {0, 1}, new int[] {0}));
            assertThat(trace.dx()[0]).isZero();
            assertThat(trace.dx()[1]).isNotZero();
        }
    }
}
