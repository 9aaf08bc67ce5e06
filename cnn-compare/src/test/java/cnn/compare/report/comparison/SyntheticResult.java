package cnn.compare.report.comparison;

import cnn.check.UlpDistribution;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.Drift;
import cnn.compare.result.EngineInfo;
import cnn.compare.result.GradientRow;
import cnn.compare.result.PairedTest;
import cnn.compare.result.Setup;
import cnn.compare.result.Training;
import cnn.compare.statistics.McNemarTest;
import cnn.compare.statistics.WilsonInterval;
import cnn.config.NetworkWriter;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.NetworkSummary;
import cnn.spec.Padding;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Slice;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** A made-up comparison of the size and looks of a real one: five engines, twelve layers, 300 steps. */
final class SyntheticResult {
    static final int STEPS = 300;
    static final String BROKEN_ENGINE = "dl4j-stock";
    static final String BROKEN_LAYER = "conv3";

    private static final List<String> TRAINED = List.of("scratch", "nd4j", "dl4j", "dl4j-stock", "textbook");
    private static final int TESTED = 2000;

    private final Random random = new Random(42);
    private final boolean broken;

    private SyntheticResult(boolean broken) {
        this.broken = broken;
    }

    static ComparisonResult agreeing() {
        return new SyntheticResult(false).result();
    }

    /** One row, {@code dw} of {@value #BROKEN_LAYER} of {@value #BROKEN_ENGINE} in float32, is wrong. */
    static ComparisonResult withOneWrongRow() {
        return new SyntheticResult(true).result();
    }

    static ComparisonResult empty() {
        return new ComparisonResult(
                new SyntheticResult(false).setup(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static ComparisonResult withTrainings(List<Training> trainings) {
        ComparisonResult r = agreeing();
        return new ComparisonResult(r.setup(), r.engines(), r.gradients(), trainings, List.of(), List.of());
    }

    static NetworkSpec network() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        return NetworkSpec.builder(Shape.of(3, 32, 32))
                .add(new Conv2d(32, same))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Conv2d(64, same))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Conv2d(64, same))
                .add(new Relu())
                .add(new Flatten())
                .add(new Dense(128))
                .add(new Relu())
                .add(new Dense(2))
                .build();
    }

    private ComparisonResult result() {
        List<Training> trainings = new ArrayList<>();
        double[] rates = {1240, 905, 264, 24.7, 61.3};
        for (int k = 0; k < TRAINED.size(); k++) {
            trainings.add(training(TRAINED.get(k), rates[k], 1445 + random.nextInt(30)));
        }
        List<PairedTest> pairs = new ArrayList<>();
        for (int i = 0; i < TRAINED.size(); i++) {
            for (int j = i + 1; j < TRAINED.size(); j++) {
                int b = 60 + random.nextInt(25);
                int c = 60 + random.nextInt(25);
                pairs.add(new PairedTest(TRAINED.get(i), TRAINED.get(j), b, c, McNemarTest.pValue(b, c)));
            }
        }
        List<Drift> drifts = new ArrayList<>();
        for (int i = 0; i < TRAINED.size(); i++) {
            for (int j = i + 1; j < TRAINED.size(); j++) {
                drifts.add(drift(TRAINED.get(i), TRAINED.get(j), 6e-8));
            }
        }
        return new ComparisonResult(setup(), engines(), gradients(), trainings, drifts, pairs);
    }

    private Setup setup() {
        NetworkSpec network = network();
        return new Setup(
                "compare --engines scratch,nd4j,dl4j,dl4j-stock,textbook --epochs 4 --seed 7",
                "CIFAR-10, cats and dogs",
                "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images (2009),"
                        + " https://www.cs.toronto.edu/~kriz/cifar.html",
                List.of("cat", "dog"),
                4800,
                TESTED,
                NetworkSummary.of(network),
                NetworkWriter.write(network),
                network.parameterCount(),
                network.multiplyAdds(),
                "softmax cross-entropy",
                "adam, learning rate 0.001, β₁ 0.9, β₂ 0.999, ε 1e-8",
                "He normal",
                4,
                64,
                7,
                64,
                0.625,
                "2025-03-14T09:26:53Z",
                "2 processors, JDK 17.0.15, Linux amd64");
    }

    private static List<EngineInfo> engines() {
        String training = "gradients and training";
        return List.of(
                new EngineInfo("textbook", "float64", "direct loops, double precision", "oracle"),
                new EngineInfo("nd4j", "float64", "ND4J 1.0.0-M2.1's operations, own backward code", "gradients"),
                new EngineInfo("dl4j", "float64", "DL4J 1.0.0-M2.1, its oneDNN helpers revived", "gradients"),
                new EngineInfo("dl4j-stock", "float64", "DL4J 1.0.0-M2.1 as shipped", "gradients"),
                new EngineInfo("scratch", "float32", "pure Java, Vector API, 16 lanes, 2 threads", training),
                new EngineInfo("nd4j", "float32", "ND4J 1.0.0-M2.1's operations, own backward code", training),
                new EngineInfo("dl4j", "float32", "DL4J 1.0.0-M2.1, its oneDNN helpers revived", training),
                new EngineInfo("dl4j-stock", "float32", "DL4J 1.0.0-M2.1 as shipped", training));
    }

    private List<GradientRow> gradients() {
        List<GradientRow> rows = new ArrayList<>();
        List<PlacedLayer> layers = network().placed();
        for (EngineInfo engine : engines().subList(1, engines().size())) {
            for (PlacedLayer layer : layers) {
                int depth = layer.index();
                rows.add(row(engine, layer, "y", 64L * layer.output().size(), depth));
                rows.add(row(engine, layer, "dx", 64L * layer.input().size(), 2 * layers.size() - depth));
                for (Slice slice : layer.parameters()) {
                    String name = "d" + slice.name().substring(slice.name().lastIndexOf('.') + 1);
                    rows.add(row(engine, layer, name, slice.size(), 2 * layers.size() - depth));
                }
            }
        }
        return rows;
    }

    private GradientRow row(EngineInfo engine, PlacedLayer layer, String tensor, long elements, int depth) {
        boolean doubles = engine.precision().equals("float64");
        boolean wrong = broken
                && engine.label().equals(BROKEN_ENGINE + " float32")
                && layer.name().equals(BROKEN_LAYER)
                && tensor.equals("dw");
        double unit = doubles ? 1.1e-16 : 6e-8;
        double relative = wrong ? 2.3e-3 : unit * (0.6 + 0.35 * depth * random.nextDouble());
        boolean exact = layer.spec().kind().equals("flatten") && tensor.equals("y") && depth < 2;
        return new GradientRow(
                engine.name(),
                engine.precision(),
                layer.name(),
                layer.spec().kind(),
                tensor,
                elements,
                exact ? 0 : relative * 3.1,
                exact ? 0 : relative,
                engine.name().startsWith("dl4j") ? OptionalDouble.empty() : OptionalDouble.of(relative * 1.3),
                ulps(elements, wrong ? 14 : 1 + 0.08 * depth),
                wrong ? 417.3 : 0.004 + 0.09 * random.nextDouble(),
                unit * 40,
                layer.parameters().isEmpty() ? "γ_1 |x|" : "γ_289 Σ|w||x|",
                doubles ? OptionalDouble.of(1e-10) : OptionalDouble.empty());
    }

    private UlpDistribution ulps(long elements, double centre) {
        List<Long> histogram = new ArrayList<>();
        long left = elements;
        for (int k = 0; k < 20; k++) {
            double share = Math.exp(-(k - centre) * (k - centre) / (k > centre ? 6.0 : 3.0)) * 0.4;
            long count = Math.min(left, Math.round(elements * share));
            histogram.add(count);
            left -= count;
        }
        histogram.set(1, histogram.get(1) + left);
        int last = 19;
        while (last > 0 && histogram.get(last) == 0) {
            last--;
        }
        return new UlpDistribution(
                Math.rint(Math.pow(2, centre) * 0.7), Math.pow(2, centre + 3), Math.pow(2, last) - 1, histogram);
    }

    private Training training(String engine, double rate, int correct) {
        List<Double> losses = new ArrayList<>();
        Random noise = new Random(1);
        double apart = 3e-8;
        for (int step = 0; step < STEPS; step++) {
            apart = Math.min(0.02, apart * 1.045);
            losses.add(0.45 + 0.26 * Math.exp(-step / 110.0) + 0.035 * noise.nextGaussian()
                    + apart * random.nextGaussian());
        }
        double epoch = 4800 / rate;
        WilsonInterval interval = WilsonInterval.of(correct, TESTED);
        int cats = correct / 2 - 21;
        return new Training(
                engine,
                engine.equals("textbook") ? "float64" : "float32",
                losses,
                List.of(epoch * 1.4, epoch * 1.02, epoch, epoch * 0.99),
                rate,
                correct,
                TESTED,
                interval.low(),
                interval.high(),
                List.of(List.of(cats, 1000 - cats), List.of(1000 - (correct - cats), correct - cats)));
    }

    private Drift drift(String engine, String other, double unit) {
        List<Drift.Point> points = new ArrayList<>();
        points.add(new Drift.Point(0, unit * 12, 0));
        double distance = unit * 12;
        for (int step = 1; step <= STEPS; step = step < 8 ? step * 2 : step + Math.max(8, step / 4)) {
            distance = unit * 12 + 4e-7 * Math.pow(step, 1.9) * (0.7 + 0.6 * random.nextDouble());
            points.add(new Drift.Point(step, distance, 0.35 * Math.pow(step, 0.7)));
        }
        return new Drift(engine, other, points);
    }
}
