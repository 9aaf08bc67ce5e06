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

/** A textbook whose layers are made by a given function. */
final class WrongBackend implements Backend {
    interface LayerMaker {
        Layer make(PlacedLayer placed, LayerContext context);
    }

    private final TextbookBackend right = new TextbookBackend(1);
    private final Parallel parallel = new Parallel(1);
    private final LayerMaker maker;

    WrongBackend(LayerMaker maker) {
        this.maker = maker;
    }

    @Override
    public String name() {
        return "wrong";
    }

    @Override
    public Precision precision() {
        return right.precision();
    }

    @Override
    public String describe() {
        return "wrong on purpose";
    }

    @Override
    public Tensor tensor(Shape shape) {
        return right.tensor(shape);
    }

    @Override
    public List<Layer> layers(LayerPlan plan) {
        LayerContext context = new LayerContext(
                TextbookTensor.of(plan.parameters()).values(),
                TextbookTensor.of(plan.gradient()).values(),
                TextbookTensor.of(plan.state()).values(),
                plan.maxBatch(),
                parallel);
        return plan.layers().stream()
                .map(placed -> maker.make(placed, context))
                .toList();
    }

    @Override
    public Updater updater(UpdatePlan plan) {
        return right.updater(plan);
    }

    @Override
    public void close() {
        right.close();
        parallel.close();
    }
}
