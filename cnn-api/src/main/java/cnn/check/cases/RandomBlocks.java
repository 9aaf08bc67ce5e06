package cnn.check.cases;

import cnn.spec.AvgPool2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Flatten;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Random blocks of small contents, whose branches fit: with and without projections, strides, blocks inside. */
final class RandomBlocks {
    private static final List<String> KEEP_SHAPE = List.of(
            "batch_norm2d",
            "group_norm",
            "layer_norm",
            "local_response_norm",
            "dropout",
            "spatial_dropout2d",
            "relu",
            "leaky_relu",
            "elu",
            "gelu",
            "silu",
            "softplus",
            "sigmoid",
            "tanh",
            "softmax");
    private static final List<String> KEEP_VECTOR = KEEP_SHAPE.stream()
            .filter(kind -> !kind.endsWith("2d") && !kind.equals("group_norm") && !kind.equals("local_response_norm"))
            .toList();

    private final RandomSpecs specs;

    RandomBlocks(RandomSpecs specs) {
        this.specs = specs;
    }

    Residual residual(Shape input, Draws d) {
        if (input.rank() == 1) {
            return ofVector(input, d);
        }
        int which = d.below(100);
        if (which < 50) {
            return Residual.of(backToChannels(chain(input, d.between(1, 4), d, true), input, d));
        }
        return which < 90 ? projected(input, d) : toVector(input, d);
    }

    /** With x itself as the shortcut the body must end with x's channels. */
    private static List<LayerSpec> backToChannels(List<LayerSpec> body, Shape input, Draws d) {
        if (outputOf(body, input).dim(0) != input.dim(0)) {
            body.add(new Conv2d(input.dim(0), RandomShapes.sameWindow(d, 1), d.chance(50)));
        }
        return body;
    }

    /** Both branches change the channels, and the extents by the same stride. */
    private Residual projected(Shape input, Draws d) {
        int stride = d.between(1, 3);
        int channels = few(d);
        List<LayerSpec> body = new ArrayList<>();
        body.add(new Conv2d(few(d), RandomShapes.sameWindow(d, stride), d.chance(50)));
        body.addAll(chain(outputOf(body, input), d.below(3), d, true));
        body.add(new Conv2d(channels, RandomShapes.sameWindow(d, 1), d.chance(50)));
        List<LayerSpec> shortcut = new ArrayList<>();
        if (d.chance(30)) {
            shortcut.add(keepShape(input, d));
        }
        shortcut.add(new Conv2d(channels, Window2d.of(1).withStride(stride), d.chance(50)));
        if (d.chance(30)) {
            shortcut.add(keepShape(outputOf(shortcut, input), d));
        }
        return Residual.of(body, shortcut);
    }

    private Residual ofVector(Shape input, Draws d) {
        List<LayerSpec> body = new ArrayList<>();
        Shape shape = input;
        for (int i = d.below(3); i > 0; i--) {
            boolean dense = d.chance(50);
            body.add(dense ? new Dense(d.between(1, 18), d.chance(50)) : specs.of(d.pick(KEEP_VECTOR), shape, d));
            shape = outputOf(body, input);
        }
        body.add(new Dense(input.dim(0), d.chance(50)));
        return Residual.of(body, d.chance(70) ? List.of() : List.of(specs.of(d.pick(KEEP_VECTOR), input, d)));
    }

    private static Residual toVector(Shape input, Draws d) {
        int units = d.between(1, 18);
        List<LayerSpec> body = List.of(new Tanh(), new Flatten(), new Dense(units));
        return Residual.of(body, List.of(new Flatten(), new Dense(units, d.chance(50))));
    }

    Concat concat(Shape input, Draws d) {
        return concat(input, d, true);
    }

    private Concat concat(Shape input, Draws d, boolean blocksInside) {
        int stride = d.chance(70) ? 1 : d.between(2, 3);
        List<List<LayerSpec>> branches = new ArrayList<>();
        for (int i = d.between(1, 4); i > 0; i--) {
            List<LayerSpec> branch = new ArrayList<>();
            if (stride > 1) {
                branch.add(d.chance(60)
                        ? new Conv2d(few(d), RandomShapes.sameWindow(d, stride), d.chance(50))
                        : pool(RandomShapes.sameWindow(d, stride), d));
            }
            branch.addAll(chain(outputOf(branch, input), d.below(3), d, blocksInside));
            branches.add(branch);
        }
        return Concat.of(branches);
    }

    /** Layers that leave height and width as they are; the channels may change. */
    private List<LayerSpec> chain(Shape input, int length, Draws d, boolean blocksInside) {
        List<LayerSpec> layers = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < length; i++) {
            LayerSpec next = keepExtents(shape, d, blocksInside);
            layers.add(next);
            shape = next.output(shape);
        }
        return layers;
    }

    private LayerSpec keepExtents(Shape input, Draws d, boolean blocksInside) {
        Window2d window = RandomShapes.sameWindow(d, 1);
        return switch (d.below(blocksInside ? 11 : 9)) {
            case 0, 1, 2 -> new Conv2d(few(d), window, d.chance(50));
            case 3 -> new DepthwiseConv2d(d.between(1, 2), window, d.chance(50));
            case 4 -> pool(window, d);
            case 5 -> d.chance(50)
                    ? new SeparableConv2d(few(d), 1, window, d.chance(50))
                    : new TransposedConv2d(few(d), window, 0, 0, d.chance(50));
            case 9 -> Residual.of(backToChannels(chain(input, d.between(1, 2), d, false), input, d));
            case 10 -> concat(input, d, false);
            default -> keepShape(input, d);
        };
    }

    private static LayerSpec pool(Window2d window, Draws d) {
        return d.chance(50) ? new MaxPool2d(window) : new AvgPool2d(window, d.chance(50));
    }

    private LayerSpec keepShape(Shape input, Draws d) {
        return specs.of(d.pick(KEEP_SHAPE), input, d);
    }

    /** Channels of an inner layer: a block has several of them. */
    private static int few(Draws d) {
        return d.chance(85) ? d.between(1, 6) : d.pick(15, 16, 17);
    }

    private static Shape outputOf(List<LayerSpec> layers, Shape input) {
        Shape shape = input;
        for (LayerSpec layer : layers) {
            shape = layer.output(shape);
        }
        return shape;
    }
}
