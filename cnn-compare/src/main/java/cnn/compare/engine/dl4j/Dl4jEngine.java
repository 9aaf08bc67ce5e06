package cnn.compare.engine.dl4j;

import cnn.backend.Arithmetic;
import cnn.check.NetworkFlow;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.compare.engine.NoCounterpartException;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.nd4j.library.NativeLibrary;
import cnn.nd4j.library.OneDnn;
import cnn.spec.Conv2d;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.training.Targets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's {@code MultiLayerNetwork} as an engine, or its {@code ComputationGraph} where a network has branches, trained by its
 * own {@code fit}.
 *
 * <p>{@code dl4j-stock} is DL4J 1.0.0-M2.1 as it is shipped. {@code dl4j} has its oneDNN helpers back, which the shipped
 * version cannot find (see {@link org.nd4j.nativeblas.Nd4jCpu}); they compute in float32 only, so in float64 both run the
 * same convolutions. Where DL4J's own layer computes something wrong, {@code dl4j-stock} shows that and {@code dl4j} has it put
 * right; {@link #describe} says so. The two live side by side.
 */
final class Dl4jEngine implements Engine {
    private final EngineSettings settings;
    private final Precision precision;
    private final boolean stock;
    private final int threads;
    private final NativeLibrary nativeLibrary;
    private final Dl4jRate rate;
    private final Dl4jModel model;
    private final Dl4jBridge bridge;
    private final int outputs;
    private final Map<Integer, INDArray> inputs = new HashMap<>();
    private final Map<Integer, INDArray> targets = new HashMap<>();
    private final Optional<Dl4jGraphPlan> graph;
    private final Dl4jRun run;
    private final Dl4jDialect dialect;
    private final SortedSet<String> ours = new TreeSet<>();
    private Optional<Dl4jTracer> tracer = Optional.empty();

    private Dl4jEngine(EngineSettings settings, boolean stock) {
        Shape output = settings.network().output();
        if (output.rank() != 1) {
            throw new BadInputException("a classifier's output must be a vector [K], this network gives " + output
                    + "; end it with flatten and dense");
        }
        this.settings = settings;
        this.precision = settings.precision().orElse(Precision.FLOAT32);
        this.stock = stock;
        // Before anything of ND4J or DL4J is touched: the first touch decides the native build.
        this.nativeLibrary = NativeLibrary.load();
        this.threads = settings.threads() == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads();
        nativeLibrary.threads(threads);
        this.run = new Dl4jRun(settings.seed());
        this.dialect = stock ? Dl4jDialect.asShipped(run) : Dl4jDialect.mended(run);
        Dl4jTranslator.translate(settings.network(), dialect).forEach(piece -> piece.ours().ifPresent(ours::add));
        this.rate = Dl4jRate.of(settings);
        this.graph = settings.network().placed().stream().anyMatch(PlacedLayer::isComposite)
                ? Optional.of(new Dl4jGraphPlan(settings, precision, rate, dialect))
                : Optional.empty();
        this.model = graph.isPresent()
                ? Dl4jGraph.create(graph.get().configuration(), graph.get().lastVertex(), !stock)
                : Dl4jNetwork.create(trainingPlan().configuration(), !stock);
        this.bridge = Dl4jBridge.of(settings.network(), model);
        this.outputs = output.dim(0);
    }

    /**
     * @param stock whether DL4J runs as shipped; otherwise with its oneDNN helpers
     * @throws NoCounterpartException if DL4J has no layer that computes the same as one of the network's
     */
    static Dl4jEngine create(EngineSettings settings, boolean stock) {
        return new Dl4jEngine(settings, stock);
    }

    /**
     * Each kind gets the form in which it trains faster (measured: by 3 to 7 % and by 12 %): with helpers, activations inside the
     * layers before them; without, layers of their own, because the built-in convolution gives its output in a layout
     * whose activation gradient is slow.
     */
    private Dl4jPlan trainingPlan() {
        return stock
                ? Dl4jPlan.forObserving(settings, precision, rate, dialect)
                : Dl4jPlan.forTraining(settings, precision, rate, dialect);
    }

    @Override
    public String name() {
        return stock ? Engines.DL4J_STOCK : Engines.DL4J;
    }

    @Override
    public String describe() {
        String bridged = ours.isEmpty() ? "" : ", not its own: " + String.join(", ", ours);
        return "DL4J %s, %s, %s, natives %s, %d threads%s"
                .formatted(Dl4jVersion.read(), precision, helpers(), nativeLibrary.describe(), threads, bridged);
    }

    private String helpers() {
        if (stock) {
            return "as shipped";
        }
        return model.helperCount() > 0
                ? "oneDNN helpers revived"
                : "no oneDNN in this native build, so no helpers";
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public NetworkSpec network() {
        return settings.network();
    }

    @Override
    public void setParameters(double[] flat) {
        double[] values = bridge.toDl4j(flat, settings.network().initialState());
        model.parameterVector().ifPresent(vector -> Dl4jArrays.fill(vector, values));
        model.restartUpdater(Dl4jUpdaters.initialState(settings.update().optimizer()));
        run.restart();
        rate.set(settings.update().learningRate());
    }

    @Override
    public void setLearningRate(double wanted) {
        rate.set(wanted);
    }

    @Override
    public double[] parameters() {
        return model.parameterVector().map(bridge::read).orElseGet(() -> new double[0]);
    }

    private double[] state() {
        return model.parameterVector().map(bridge::readState).orElseGet(() -> new double[0]);
    }

    @Override
    public double trainStep(Batch batch) {
        double loss = model.train(samples(batch), targets(batch));
        run.next();
        return loss;
    }

    /** DL4J moves running statistics in its updates, as if they had gradients; so this leaves them as they are. */
    @Override
    public double[] gradient(Batch batch) {
        model.computeGradient(samples(batch), targets(batch));
        return flatGradient(model, batch.size());
    }

    /** @param n by which the vector is to be divided: the batch's size, if it is that of the sum over the batch */
    private double[] flatGradient(Dl4jModel of, int n) {
        return of.gradientVector()
                .map(values -> bridge.readGradient(values, n))
                .orElseGet(() -> new double[0]);
    }

    @Override
    public Trace trace(Batch batch) {
        Dl4jTracer walker = tracer();
        double loss = walker.run(samples(batch), targets(batch));
        double[] before = state();
        return new Trace(
                loss,
                new NetworkFlow(
                        batch.size(),
                        run.mode(),
                        parameters(),
                        flatGradient(walker.model(), 1),
                        before,
                        moved(before, walker.model()),
                        walker.flows(this::arithmetic)));
    }

    /** The state as DL4J's update would leave it: it takes off what stands for the running statistics' gradient. */
    private double[] moved(double[] before, Dl4jModel of) {
        double[] after = before.clone();
        of.gradientVector().map(bridge::readState).ifPresent(steps -> {
            for (int i = 0; i < after.length; i++) {
                double moved = before[i] - steps[i];
                after[i] = precision == Precision.FLOAT32 ? (float) moved : moved;
            }
        });
        return after;
    }

    /** Layers in a row are walked in a second network, with each layer apart, over the same parameters. */
    private Dl4jTracer tracer() {
        if (tracer.isEmpty()) {
            tracer = Optional.of(
                    model instanceof Dl4jNetwork network
                            ? walker(network)
                            : new Dl4jTracer(model, settings.network(), graph.orElseThrow().steps()));
        }
        return tracer.get();
    }

    private Dl4jTracer walker(Dl4jNetwork network) {
        Dl4jPlan plan = Dl4jPlan.forObserving(settings, precision, rate, dialect);
        return new Dl4jTracer(network.over(plan.configuration(), !stock), settings.network(), plan.steps());
    }

    /** oneDNN, behind the revived helpers and in float32 only, goes back through 3×3 convolutions by Winograd. */
    private Arithmetic arithmetic(PlacedLayer layer) {
        boolean oneDnn = !stock && precision() == Precision.FLOAT32;
        return oneDnn && layer.spec() instanceof Conv2d ? OneDnn.CONVOLUTION : Arithmetic.SUMS;
    }

    @Override
    public double[] predict(Batch batch) {
        int sample = settings.network().input().size();
        double[] y = new double[batch.size() * outputs];
        for (int from = 0; from < batch.size(); from += settings.maxBatch()) {
            int n = Math.min(settings.maxBatch(), batch.size() - from);
            INDArray x = input(n);
            Dl4jArrays.fillSamples(x, batch.x(), from * sample);
            double[] part = Dl4jArrays.toDoubles(model.logits(x));
            System.arraycopy(part, 0, y, from * outputs, part.length);
        }
        return y;
    }

    private INDArray samples(Batch batch) {
        if (!batch.shape().withoutBatch().equals(settings.network().input())) {
            throw new BadInputException("expected an input %s with a batch in front, got %s"
                    .formatted(settings.network().input(), batch.shape()));
        }
        INDArray x = input(batch.size());
        Dl4jArrays.fillSamples(x, batch.x(), 0);
        return x;
    }

    private INDArray input(int n) {
        return inputs.computeIfAbsent(n, size -> zeros(settings.network().input().withBatch(size)));
    }

    private INDArray targets(Batch batch) {
        INDArray t = targets.computeIfAbsent(batch.size(), size -> zeros(Shape.of(size, outputs)));
        double[] values = new double[batch.size() * outputs];
        Targets.rows(batch, settings.loss(), outputs, values);
        for (int i = 0; i < values.length; i++) {
            values[i] = Dl4jLosses.target(settings.loss(), values[i], outputs);
        }
        Dl4jArrays.fill(t, values);
        return t;
    }

    private INDArray zeros(Shape shape) {
        return Nd4j.create(precision == Precision.FLOAT64 ? DataType.DOUBLE : DataType.FLOAT, longs(shape), 'c');
    }

    private static long[] longs(Shape shape) {
        long[] extents = new long[shape.rank()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = shape.dim(i);
        }
        return extents;
    }

    @Override
    public void close() {
        inputs.values().forEach(INDArray::close);
        targets.values().forEach(INDArray::close);
        tracer.map(Dl4jTracer::model).filter(other -> other != model).ifPresent(Dl4jModel::close);
        model.close();
    }
}
