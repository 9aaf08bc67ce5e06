package cnn.scratch;

import cnn.backend.LayerPlan;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.TransposedConv2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adjacent specs that run as one: convolution [+ ReLU] [+ 2×2 max pool]; transposed convolution, dense, batch or group
 * normalisation or residual block [+ ReLU]; everything else on its own, as does everything in an observed network.
 */
record Group(List<PlacedLayer> covers) {
    Group {
        covers = List.copyOf(covers);
    }

    static List<Group> of(List<PlacedLayer> layers, LayerPlan plan) {
        List<PlacedLayer> inPlace = plan.observe() ? layers : inPlace(layers);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < inPlace.size(); ) {
            int end = plan.observe() ? i + 1 : end(inPlace, i);
            groups.add(new Group(inPlace.subList(i, end)));
            i = end;
        }
        return groups;
    }

    /** With the two layers of a separable convolution in its place, so that they are fused like others. */
    private static List<PlacedLayer> inPlace(List<PlacedLayer> layers) {
        return layers.stream()
                .flatMap(layer -> layer.spec() instanceof SeparableConv2d
                        ? layer.branches().get(0).stream()
                        : Stream.of(layer))
                .toList();
    }

    private static int end(List<PlacedLayer> layers, int first) {
        LayerSpec spec = layers.get(first).spec();
        int end = first + 1;
        if (takesRelu(spec) && end < layers.size() && layers.get(end).spec() instanceof Relu) {
            end++;
        }
        if (isConvolution(spec) && end < layers.size() && isFusedPool(layers.get(end).spec())) {
            end++;
        }
        return end;
    }

    private static boolean takesRelu(LayerSpec spec) {
        return isConvolution(spec)
                || spec instanceof TransposedConv2d
                || spec instanceof Dense
                || spec instanceof BatchNorm2d
                || spec instanceof GroupNorm
                || spec instanceof Residual;
    }

    private static boolean isConvolution(LayerSpec spec) {
        return spec instanceof Conv2d || spec instanceof DepthwiseConv2d;
    }

    /** The convolution that the first spec is; a depthwise one as one with groups. */
    Optional<Conv2d> convolution() {
        if (spec() instanceof DepthwiseConv2d depthwise) {
            return Optional.of(depthwise.asConv2d(input().dim(0)));
        }
        return spec() instanceof Conv2d conv ? Optional.of(conv) : Optional.empty();
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
