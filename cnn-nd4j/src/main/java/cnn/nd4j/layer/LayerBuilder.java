package cnn.nd4j.layer;

import cnn.backend.Layer;
import cnn.spec.Dropout;
import cnn.spec.Flatten;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Softmax;
import cnn.spec.SpatialDropout2d;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a plan's specs into layers. Unless the network is observed, an activation runs in place after the convolution,
 * pooling or dense layer before it, as one layer with it; and conv → ReLU → max pool runs as conv → max pool → ReLU on
 * what the pool has left. Both give the same bits: a ReLU keeps the order of what it lets through, and where it lets
 * nothing through, there is no gradient either, whoever won.
 */
public final class LayerBuilder {
    private final StageContext context;
    private final boolean fuse;
    private final Runnable beforePass;

    public LayerBuilder(StageContext context, boolean fuse, Runnable beforePass) {
        this.context = context;
        this.fuse = fuse;
        this.beforePass = beforePass;
    }

    /** The layers of a network or of a branch, in order. */
    public List<Layer> build(List<PlacedLayer> specs) {
        List<Layer> layers = new ArrayList<>();
        for (int at = 0; at < specs.size(); ) {
            List<PlacedLayer> covered = specs.subList(at, at + (fuse ? fusible(specs, at) : 1));
            layers.add(new StageLayer(covered, stages(covered), context, beforePass));
            at += covered.size();
        }
        return layers;
    }

    /** How many specs from {@code at} on run as one layer. */
    private static int fusible(List<PlacedLayer> specs, int at) {
        if (!givesItsOutputAway(specs.get(at).spec())) {
            return 1;
        }
        if (isReluThenMaxPool(specs, at + 1)) {
            return 3;
        }
        return runsInPlace(specs, at + 1) ? 2 : 1;
    }

    /** Whether whoever comes next may write over y: it is not x, and nothing on the way back needs it. */
    private static boolean givesItsOutputAway(LayerSpec spec) {
        return spec.accept(new ActivationOf()).isEmpty()
                && !(spec instanceof Flatten)
                && !(spec instanceof Dropout)
                && !(spec instanceof SpatialDropout2d)
                && !(spec instanceof Softmax);
    }

    private static boolean runsInPlace(List<PlacedLayer> specs, int at) {
        return at < specs.size()
                && specs.get(at)
                        .spec()
                        .accept(new ActivationOf())
                        .filter(Activation::canRunInPlace)
                        .isPresent();
    }

    private static boolean isReluThenMaxPool(List<PlacedLayer> specs, int at) {
        return at + 1 < specs.size()
                && specs.get(at).spec() instanceof Relu
                && specs.get(at + 1).spec() instanceof MaxPool2d;
    }

    private List<Stage> stages(List<PlacedLayer> covered) {
        List<Stage> stages = new ArrayList<>();
        stages.addAll(stages(covered.get(0)));
        if (covered.size() == 3) {
            stages.addAll(stages(covered.get(2)));
            stages.add(inPlace(covered.get(1), covered.get(2)));
        } else if (covered.size() == 2) {
            stages.add(inPlace(covered.get(1), covered.get(1)));
        }
        return stages;
    }

    /** The activation, on the output of {@code where}. */
    private Stage inPlace(PlacedLayer activation, PlacedLayer where) {
        return new ActivationStage(
                context, activation.spec().accept(new ActivationOf()).orElseThrow(), where.output(), true);
    }

    private List<Stage> stages(PlacedLayer layer) {
        return layer.spec().accept(new StagesOf(layer, context, inside -> new LayerBuilder(inside, fuse, beforePass)));
    }
}
