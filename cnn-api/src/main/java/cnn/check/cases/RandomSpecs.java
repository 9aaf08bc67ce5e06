package cnn.check.cases;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.SeparableConv2d;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A random spec of each kind for a given input; one line a kind in the table below. */
final class RandomSpecs {
    /** What a kind of layer takes. */
    private enum Takes {
        IMAGES,
        VECTORS,
        BOTH
    }

    private interface Maker {
        LayerSpec of(Shape input, Draws d);
    }

    private record Kind(Takes takes, Maker maker) {}

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    RandomSpecs() {
        windows();
        normalisations();
        elementwise();
        add("upsample2d", Takes.IMAGES, (in, d) -> new Upsample2d(d.between(1, 4), d.between(1, 4)));
        add("dense", Takes.VECTORS, (in, d) -> new Dense(RandomShapes.features(d), bias(d)));
        add("flatten", Takes.BOTH, (in, d) -> new Flatten());
        add("softmax", Takes.BOTH, (in, d) -> new Softmax());
        add("dropout", Takes.BOTH, (in, d) -> new Dropout(rate(d)));
        add("spatial_dropout2d", Takes.IMAGES, (in, d) -> new SpatialDropout2d(rate(d)));
        RandomBlocks blocks = new RandomBlocks(this);
        add("residual", Takes.BOTH, blocks::residual);
        add("concat", Takes.IMAGES, blocks::concat);
    }

    private void windows() {
        add("conv2d", Takes.IMAGES, (in, d) -> conv(in, RandomShapes.window(d), d));
        add(
                "depthwise_conv2d",
                Takes.IMAGES,
                (in, d) -> new DepthwiseConv2d(multiplier(d), RandomShapes.window(d), bias(d)));
        add(
                "separable_conv2d",
                Takes.IMAGES,
                (in, d) ->
                        new SeparableConv2d(RandomShapes.channels(d), multiplier(d), RandomShapes.window(d), bias(d)));
        add("transposed_conv2d", Takes.IMAGES, (in, d) -> transposed(RandomShapes.window(d), d));
        add("max_pool2d", Takes.IMAGES, (in, d) -> new MaxPool2d(RandomShapes.poolWindow(d)));
        add("avg_pool2d", Takes.IMAGES, (in, d) -> new AvgPool2d(RandomShapes.poolWindow(d), d.chance(50)));
        add("global_avg_pool2d", Takes.IMAGES, (in, d) -> new GlobalAvgPool2d());
        add("global_max_pool2d", Takes.IMAGES, (in, d) -> new GlobalMaxPool2d());
    }

    private void normalisations() {
        add("batch_norm2d", Takes.IMAGES, (in, d) -> new BatchNorm2d(d.pick(0.1, 0.1, 0.7, 0.0, 1.0), epsilon(d)));
        add("layer_norm", Takes.BOTH, (in, d) -> new LayerNorm(epsilon(d)));
        add("group_norm", Takes.IMAGES, (in, d) -> new GroupNorm(d.pick(divisors(in.dim(0))), epsilon(d)));
        add(
                "local_response_norm",
                Takes.IMAGES,
                (in, d) -> new LocalResponseNorm(
                        1 + 2 * d.below(5),
                        d.pick(1e-4, 0.3, 0.05, 0.0),
                        d.pick(0.75, 0.5, 1.0, 1.6),
                        d.pick(2.0, 1.0, 0.4)));
    }

    private void elementwise() {
        add("relu", Takes.BOTH, (in, d) -> new Relu());
        add("leaky_relu", Takes.BOTH, (in, d) -> new LeakyRelu(d.pick(0.01, 0.3, 0.0, 1.0)));
        add("elu", Takes.BOTH, (in, d) -> new Elu(d.pick(1.0, 0.5, 2.5)));
        add("gelu", Takes.BOTH, (in, d) -> new Gelu(d.pick(List.of(Gelu.Approximation.values()))));
        add("silu", Takes.BOTH, (in, d) -> new Silu());
        add("softplus", Takes.BOTH, (in, d) -> new Softplus());
        add("sigmoid", Takes.BOTH, (in, d) -> new Sigmoid());
        add("tanh", Takes.BOTH, (in, d) -> new Tanh());
    }

    private void add(String kind, Takes takes, Maker maker) {
        kinds.put(kind, new Kind(takes, maker));
    }

    List<String> kinds() {
        return List.copyOf(kinds.keySet());
    }

    Shape input(String kind, Draws d) {
        Takes takes = kinds.get(kind).takes;
        boolean image = takes == Takes.IMAGES || takes == Takes.BOTH && d.chance(60);
        return image ? RandomShapes.image(d) : RandomShapes.vector(d);
    }

    LayerSpec of(String kind, Shape input, Draws d) {
        return kinds.get(kind).maker.of(input, d);
    }

    static Conv2d conv(Shape input, Window2d window, Draws d) {
        if (d.chance(60)) {
            return new Conv2d(RandomShapes.channels(d), window, bias(d));
        }
        int groups = d.chance(40) ? input.dim(0) : d.pick(divisors(input.dim(0)));
        return new Conv2d(groups * d.between(1, 3), window, bias(d), groups);
    }

    private static TransposedConv2d transposed(Window2d window, Draws d) {
        boolean decided = window.padding() instanceof Padding.Same || d.chance(50);
        return new TransposedConv2d(
                RandomShapes.channels(d),
                window,
                decided ? 0 : d.below(window.strideH()),
                decided ? 0 : d.below(window.strideW()),
                bias(d));
    }

    static boolean bias(Draws d) {
        return d.chance(70);
    }

    static int multiplier(Draws d) {
        return d.chance(50) ? 1 : d.between(2, 3);
    }

    private static double epsilon(Draws d) {
        return d.pick(1e-5, 1e-5, 1e-3, 0.1, 2.0);
    }

    private static double rate(Draws d) {
        return d.pick(0.5, 0.2, 0.7, 0.0, 0.99);
    }

    private static List<Integer> divisors(int number) {
        return IntStream.rangeClosed(1, number).filter(i -> number % i == 0).boxed().toList();
    }
}
