package cnn.scratch;

import cnn.backend.LayerPlan;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Adjacent specs that run as one: convolution [+ ReLU] [+ 2×2 max pool]; dense, batch normalisation or residual block
 * [+ ReLU]; everything else on its own, as does everything in an observed network.
 */
record Group(List<PlacedLayer> covers) {
    Group {
        covers = List.copyOf(covers);
    }

    static List<Group> of(List<PlacedLayer> layers, LayerPlan plan) {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < layers.size(); ) {
            int end = plan.observe() ? i + 1 : end(layers, i);
            groups.add(new Group(layers.subList(i, end)));
            i = end;
        }
        return groups;
    }

    private static int end(List<PlacedLayer> layers, int first) {
        LayerSpec spec = layers.get(first).spec();
        int end = first + 1;
        if (takesRelu(spec) && end < layers.size() && layers.get(end).spec() instanceof Relu) {
            end++;
        }
        if (spec instanceof Conv2d && end < layers.size() && isFusedPool(layers.get(end).spec())) {
            end++;
        }
        return end;
    }

    private static boolean takesRelu(LayerSpec spec) {
        return spec instanceof Conv2d
                || spec instanceof Dense
                || spec instanceof BatchNorm2d
                || spec instanceof Residual;
    }

    private static boolean isFusedPool(LayerSpec spec) {
        return spec instanceof MaxPool2d pool
                && pool.window().equals(Window2d.of(2).withStride(2));
    }

    PlacedLayer first() {
        return covers.get(0);
    }

    LayerSpec spec() {
        return first().spec();
    }

    Shape input() {
        return first().input();
    }

    Shape output() {
        return covers.get(covers.size() - 1).output();
    }

    /** Whether a spec of that kind is fused behind the first. */
    boolean followedBy(Class<? extends LayerSpec> kind) {
        return covers.stream().skip(1).anyMatch(layer -> kind.isInstance(layer.spec()));
    }
}
