package cnn.check.contract;

import cnn.backend.Backend;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A backend in which the layers of one kind are made by a function of the user's, and all else by an existing backend. So
 * somebody who wrote a single {@link Layer} has a whole backend around it, to check or to train with:
 *
 * <pre>
 * Backend mine = PatchedBackend.of(Backends.named("textbook"), "conv2d", MyConv::new);
 * BackendCheck.of(mine).layers("conv2d").verify();
 * </pre>
 *
 * <p>The layer gets tensors of the existing backend, reads them with {@link Tensor#copyTo(double[])}, and gives back tensors
 * that this backend made ({@link #tensor}): neighbours may take no others.
 *
 * <p>Layers inside composites (residual and concat blocks, separable convolutions) are made by the function too. A composite
 * that has such a layer inside is then put together here, by plain copies and sums, not by the existing backend: what the
 * existing backend's own composites do is not seen there. Nor is its fusion across a layer of the user's; between such
 * layers it fuses as ever. If the kind is itself a composite, the function makes the layers inside as well, with
 * {@code backend.layers(plan.withLayers(branch))}, and gives their chains ({@link Layer#chains}).
 */
public final class PatchedBackend implements Backend {
    private final Backend base;
    private final String kind;
    private final Maker maker;

    private PatchedBackend(Backend base, String kind, Maker maker) {
        this.base = base;
        this.kind = kind;
        this.maker = maker;
    }

    /** Makes a layer. */
    @FunctionalInterface
    public interface Maker {
        /**
         * @param placed the layer: its spec, shapes and slices
         * @param plan the network's flat vectors, the largest batch, and the use; its list of layers says nothing here
         * @param backend the patched backend itself, which makes tensors
         */
        Layer make(PlacedLayer placed, LayerPlan plan, Backend backend);
    }

    /**
     * @param base closed together with the patched backend
     * @param kind as in configurations, for example {@code conv2d}
     * @throws cnn.error.BadInputException if there is no such kind
     */
    public static PatchedBackend of(Backend base, String kind, Maker maker) {
        Kinds.require(kind);
        return new PatchedBackend(base, kind, maker);
    }

    /** The same for a layer that has its tensors from elsewhere. */
    public static PatchedBackend of(
            Backend base, String kind, BiFunction<PlacedLayer, LayerPlan, ? extends Layer> maker) {
        return of(base, kind, (placed, plan, backend) -> maker.apply(placed, plan));
    }

    @Override
    public String name() {
        return base.name() + " with another " + kind;
    }

    @Override
    public Precision precision() {
        return base.precision();
    }

    @Override
    public String describe() {
        return base.describe() + ", with another " + kind;
    }

    @Override
    public Tensor tensor(Shape shape) {
        return base.tensor(shape);
    }

    @Override
    public List<Layer> layers(LayerPlan plan) {
        List<Layer> layers = new ArrayList<>();
        List<PlacedLayer> untouched = new ArrayList<>();
        for (PlacedLayer placed : plan.layers()) {
            if (placed.withInner().noneMatch(this::isPatched)) {
                untouched.add(placed);
                continue;
            }
            addUntouched(untouched, plan, layers);
            layers.add(isPatched(placed) ? maker.make(placed, plan, this) : new PatchedComposite(placed, plan, this));
        }
        addUntouched(untouched, plan, layers);
        return List.copyOf(layers);
    }

    private boolean isPatched(PlacedLayer placed) {
        return placed.spec().kind().equals(kind);
    }

    private void addUntouched(List<PlacedLayer> untouched, LayerPlan plan, List<Layer> layers) {
        if (!untouched.isEmpty()) {
            layers.addAll(base.layers(plan.withLayers(untouched)));
            untouched.clear();
        }
    }

    @Override
    public Updater updater(UpdatePlan plan) {
        return base.updater(plan);
    }

    @Override
    public void close() {
        base.close();
    }
}
