package cnn.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.LayerFlow;
import cnn.check.NetworkFlow;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.compare.engine.Trace;
import cnn.compare.result.GradientRow;
import cnn.data.Batch;
import cnn.init.Initializer;
import cnn.loss.LossSpec;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Sgd;
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
import cnn.spec.Slice;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GradientComparisonTest {
    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(3, 12, 12))
            .add(new Conv2d(4, Window2d.of(3).withPadding(Padding.SAME)))
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add(new Conv2d(5, Window2d.of(3)))
            .add(new Relu())
            .add(new Flatten())
            .add(new Dense(2))
            .build();
    private static final LossSpec LOSS = new SoftmaxCrossEntropy();

    private static Engine make(String name, Precision precision) {
        return Engines.create(name, new EngineSettings(NETWORK, LOSS, new Sgd(0.1), 6, Optional.of(precision), 2));
    }

    private static GradientComparison compare(GradientComparison.Maker maker, String... engines) {
        return compare(NETWORK, maker, engines);
    }

    private static GradientComparison compare(NetworkSpec network, GradientComparison.Maker maker, String... engines) {
        AddressedRandom random = new AddressedRandom(3);
        Shape shape = network.input().withBatch(6);
        float[] x = new float[shape.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.normal(Purpose.TEST_DATA, 0, 0, i);
        }
        double[] parameters = Arrays.stream(Initializer.HE_NORMAL.parameters(network, 1))
                .map(value -> (float) value)
                .toArray();
        Batch batch = new Batch(shape, x, new int[] {0, 1, 1, 0, 1, 0});
        GradientComparison comparison = new GradientComparison(maker, parameters, batch, LOSS, Progress.SILENT);
        comparison.run(List.of(engines));
        return comparison;
    }

    /** An engine that is right but for what {@code fault} does to its traces. */
    private static GradientComparison.Maker faulty(String victim, UnaryOperator<Trace> fault) {
        return (name, precision) -> {
            Engine right = make(name, precision);
            if (!name.equals(victim)) {
                return right;
            }
            return (Engine) Proxy.newProxyInstance(
                    Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, args) -> {
                        try {
                            Object answer = method.invoke(right, args);
                            return answer instanceof Trace trace ? fault.apply(trace) : answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }

    private static Trace with(Trace trace, double[] gradient, List<LayerFlow> layers) {
        NetworkFlow flow = trace.flow();
        return new Trace(
                trace.loss(),
                new NetworkFlow(
                        flow.batch(),
                        flow.mode(),
                        flow.parameters(),
                        gradient,
                        flow.stateBefore(),
                        flow.stateAfter(),
                        layers));
    }

    @Test
    void allEnginesAgree() {
        GradientComparison comparison =
                compare(GradientComparisonTest::make, "scratch", "nd4j", Engines.DL4J, Engines.DL4J_STOCK);
        assertThat(comparison.rows()).allMatch(GradientRow::agrees);
        // 7 layers with y and dx, three of them with dw and db, and those as trained too.
        assertThat(comparison.rows()).hasSize((1 + 2 + 2 + 2) * (7 * 2 + 3 * 2 + 3 * 2));
        assertThat(comparison.rows())
                .filteredOn(row -> row.precision().equals("float64"))
                .isNotEmpty()
                .allMatch(row -> row.relativeNorm() < 1e-10);
    }

    /** Rows are named after the layers inside the blocks; running statistics are tensors like any others. */
    @Test
    void allEnginesAgreeOnResidualBlocksToo() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        Residual block = Residual.of(
                List.of(
                        new Conv2d(6, same.withStride(2), false),
                        new BatchNorm2d(),
                        new Relu(),
                        new Conv2d(6, same, false),
                        new BatchNorm2d()),
                List.of(new Conv2d(6, Window2d.of(1).withStride(2), false), new BatchNorm2d()));
        NetworkSpec network = NetworkSpec.builder(Shape.of(2, 8, 7))
                .add(new Conv2d(4, same, false))
                .add(new BatchNorm2d())
                .add(new Relu())
                .add("block1", block)
                .add(new Relu())
                .add(new GlobalAvgPool2d())
                .add(new Dense(2))
                .build();
        GradientComparison.Maker maker = (name, precision) -> Engines.create(
                name,
                new EngineSettings(network, LOSS, new Sgd(0.1), 6, Optional.of(precision), 1));
        GradientComparison comparison =
                compare(network, maker, "scratch", "nd4j", Engines.DL4J, Engines.DL4J_STOCK);
        assertThat(comparison.rows().stream()
                        .filter(row -> !row.agrees())
                        .map(row -> row.engine() + " " + row.precision() + " " + row.layer() + "." + row.tensor()))
                .isEmpty();
        // 14 layers with y and dx; of the 4 convolutions w, of the dense layer w and b, also as trained; of the 4
        // normalisations gamma and beta, also as trained, and the two running statistics.
        assertThat(comparison.rows()).hasSize((1 + 2 + 2 + 2) * (14 * 2 + 2 * (4 + 2 + 4 * 2) + 4 * 2));
        assertThat(comparison.rows())
                .extracting(row -> row.layer() + "." + row.tensor())
                .contains("block1.conv2.dw", "block1.shortcut-batchnorm1.dgamma", "block1.batchnorm1.var", "block1.dx");
        assertThat(comparison.rows())
                .filteredOn(row -> row.precision().equals("float64"))
                .isNotEmpty()
                .allMatch(row -> row.relativeNorm() < 1e-10);
    }

    @Test
    void aHalvedBiasGradientIsFoundAndNamed() {
        GradientComparison comparison = compare(
                faulty("scratch", trace -> {
                    double[] gradient = trace.gradient().clone();
                    Slice b = NETWORK.slices().stream()
                            .filter(slice -> slice.name().equals("conv2.b"))
                            .findFirst()
                            .orElseThrow();
                    for (int i = b.offset(); i < b.end(); i++) {
                        gradient[i] /= 2;
                    }
                    return with(trace, gradient, trace.layers());
                }),
                "scratch");
        assertThat(comparison.rows())
                .filteredOn(row -> !row.agrees())
                .extracting(row -> row.layer() + "." + row.tensor())
                .containsExactly("conv2.db");
    }

    /** One element off by one part in ten thousand: lost in the norm, found by the bound of its own layer. */
    @Test
    void oneSlightlyWrongElementIsFound() {
        GradientComparison comparison = compare(
                faulty("scratch", trace -> {
                    double[] dx = trace.dx().clone();
                    dx[100] *= 1 + 1e-4;
                    List<LayerFlow> layers = new ArrayList<>(trace.layers());
                    LayerFlow first = layers.get(0);
                    layers.set(
                            0,
                            new LayerFlow(first.layer(), first.x(), first.y(), first.dy(), dx, first.arithmetic()));
                    return with(trace, trace.gradient(), layers);
                }),
                "scratch");
        assertThat(comparison.rows())
                .filteredOn(row -> !row.agrees())
                .extracting(row -> row.layer() + "." + row.tensor())
                .containsExactly("conv1.dx");
    }

    @Test
    void anEngineWithoutACounterpartIsReportedAndNotSkippedSilently() {
        NetworkSpec lopsided = NetworkSpec.builder(Shape.of(1, 6, 6))
                .add(new MaxPool2d(Window2d.of(2).withStride(2).withPadding(Padding.of(1, 0, 0, 1))))
                .add(new Flatten())
                .add(new Dense(2))
                .build();
        GradientComparison.Maker maker = (name, precision) -> Engines.create(
                name, new EngineSettings(lopsided, LOSS, new Sgd(0.1), 2, Optional.of(precision), 1));
        Batch batch = new Batch(Shape.of(2, 1, 6, 6), new float[72], new int[] {0, 1});
        GradientComparison comparison =
                new GradientComparison(maker, new double[lopsided.parameterCount()], batch, LOSS, Progress.SILENT);
        comparison.run(List.of(Engines.DL4J, "scratch"));
        assertThat(comparison.engines())
                .filteredOn(engine -> engine.name().equals(Engines.DL4J))
                .hasSize(2)
                .allMatch(engine -> engine.role().contains("no DL4J counterpart"));
        assertThat(comparison.rows()).isNotEmpty().allMatch(row -> row.engine().equals("scratch"));
    }
}
