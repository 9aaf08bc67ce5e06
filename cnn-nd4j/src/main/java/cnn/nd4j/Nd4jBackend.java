package cnn.nd4j;

import cnn.backend.Backend;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.nd4j.layer.GradientArrays;
import cnn.nd4j.layer.LayerBuilder;
import cnn.nd4j.layer.StageContext;
import cnn.nd4j.library.NativeLibrary;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.update.Updaters;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The backend {@code nd4j}. With oneDNN images lie channels last, else channels first: each where it is faster. */
final class Nd4jBackend implements Backend {
    private final NativeLibrary library;
    private final Precision precision;
    private final int threads;
    private final boolean oneDnnAllowed;
    private final boolean oneDnn;
    private final Layout layout;
    private final List<Memory> memories = new ArrayList<>();

    /** @param oneDnnAllowed {@code false} keeps to libnd4j's own loops even if the library holds oneDNN */
    Nd4jBackend(NativeLibrary library, Precision precision, int threads, boolean oneDnnAllowed) {
        this.library = library;
        this.precision = precision;
        this.threads = threads;
        this.oneDnnAllowed = oneDnnAllowed;
        this.oneDnn = oneDnnAllowed && library.hasOneDnn() && precision == Precision.FLOAT32;
        this.layout = oneDnn ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST;
    }

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public String describe() {
        return "nd4j: %s, ND4J %s, oneDNN %s, %d thread%s%s"
                .formatted(precision, library.describe(), oneDnnState(), threads, threads == 1 ? "" : "s", otherLoops());
    }

    private String oneDnnState() {
        if (oneDnn) {
            return "on";
        }
        if (!oneDnnAllowed) {
            return "off (as asked)";
        }
        return library.hasOneDnn() ? "off (it has no float64)" : "off (this build lacks it)";
    }

    /** Empty if libnd4j's own loops have the same number of threads. */
    private String otherLoops() {
        int loops = library.threadsOfLoops();
        return loops == threads
                ? ""
                : " (ND4J's own loops have %d; only OMP_NUM_THREADS=%d at the start changes that)".formatted(loops, threads);
    }

    @Override
    public Tensor tensor(Shape shape) {
        return Nd4jTensor.create(shape, precision, layout);
    }

    @Override
    public List<Layer> layers(LayerPlan plan) {
        prepareThread();
        Memory memory = new Memory(precision);
        memories.add(memory);
        StageContext context = new StageContext(
                ((Nd4jTensor) plan.parameters()).array(),
                ((Nd4jTensor) plan.gradient()).array(),
                ((Nd4jTensor) plan.state()).array(),
                memory,
                new GradientArrays(memory, !plan.observe(), (long) plan.maxBatch() * largestSample(plan)),
                precision,
                layout,
                oneDnn,
                plan.maxBatch());
        return new LayerBuilder(context, !plan.observe(), this::prepareThread).build(plan.layers());
    }

    /** The most elements that one sample has on its way between layers. */
    private static int largestSample(LayerPlan plan) {
        return plan.layers().stream()
                .flatMap(PlacedLayer::withInner)
                .mapToInt(layer ->
                        Math.max(layer.input().size(), layer.output().size()))
                .max()
                .orElse(1);
    }

    @Override
    public Updater updater(UpdatePlan plan) {
        return Updaters.make(plan, this::prepareThread);
    }

    /** OpenMP keeps its number of threads for each calling thread, OpenBLAS for the process. */
    private void prepareThread() {
        library.threads(threads);
    }

    @Override
    public void close() {
        memories.forEach(Memory::close);
        memories.clear();
    }
}
