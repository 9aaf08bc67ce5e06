package cnn.scratch.textbook;

import cnn.backend.Backend;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;

/**
 * The backend {@code textbook}: float64, direct loops as the formulas stand, one layer a spec and every layer with buffers
 * of its own, observed or not. The same bits for any number of threads. Open for subclasses that put a layer
 * of their own in the place of one of these.
 */
public class TextbookBackend implements Backend {
    private final Parallel parallel;

    /** @param threads at least 1 */
    public TextbookBackend(int threads) {
        this.parallel = new Parallel(threads);
    }

    @Override
    public String name() {
        return TextbookProvider.NAME;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public String describe() {
        return "textbook: float64, direct loops in plain Java, %d thread%s"
                .formatted(parallel.threads(), parallel.threads() == 1 ? "" : "s");
    }

    @Override
    public Tensor tensor(Shape shape) {
        return new TextbookTensor(shape);
    }

    @Override
    public List<Layer> layers(LayerPlan plan) {
        LayerContext context = new LayerContext(
                values(plan.parameters()),
                values(plan.gradient()),
                values(plan.state()),
                plan.maxBatch(),
                parallel,
                this::layer);
        return context.layers(plan.layers());
    }

    /** One layer; a subclass may put another in its place, also inside composites. */
    protected Layer layer(PlacedLayer placed, LayerContext context) {
        return right(placed, context);
    }

    /** The layer as it should be. */
    public static Layer right(PlacedLayer placed, LayerContext context) {
        return LayerMaker.make(placed, context);
    }

    @Override
    public Updater updater(UpdatePlan plan) {
        return UpdaterMaker.make(plan);
    }

    private static double[] values(Tensor tensor) {
        return TextbookTensor.of(tensor).values();
    }

    @Override
    public void close() {
        parallel.close();
    }
}
