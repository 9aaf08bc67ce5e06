package cnn.compare.crosscheck.network;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
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
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Residual;
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
import java.util.ArrayList;
import java.util.List;

/** The networks of the network level: small, and between them every kind of layer. */
public final class CheckedNetworks {
    private static final Window2d ONE = Window2d.of(1);
    private static final Window2d THREE = Window2d.of(3);
    private static final Window2d SAME = THREE.withPadding(Padding.SAME);
    private static final int CLASSES = 3;

    private CheckedNetworks() {}

    /** All of them; those for a quick run come first, and have every kind already. */
    public static List<CheckedNetwork> all(boolean quick) {
        List<CheckedNetwork> networks = new ArrayList<>(List.of(resnet(), inception(), hourglass(), norms()));
        if (!quick) {
            networks.add(chollet());
        }
        return List.copyOf(networks);
    }

    /**
     * Batch normalisation, blocks with and without a shortcut of their own, channels dropped. The shortcut reads every
     * pixel: a 1×1 kernel with stride 2 would never look at three of four, and their dx would be half as sharp a check.
     */
    private static CheckedNetwork resnet() {
        Residual smaller = Residual.of(
                List.of(
                        new Conv2d(6, SAME.withStride(2), false),
                        new BatchNorm2d(),
                        new Relu(),
                        new Conv2d(6, SAME, false),
                        new BatchNorm2d()),
                List.of(new AvgPool2d(2), new Conv2d(6, ONE, false), new BatchNorm2d()));
        Residual same = Residual.of(List.of(new Conv2d(6, SAME), new Relu(), new Conv2d(6, SAME, false)));
        return network(
                "resnet",
                NetworkSpec.builder(Shape.of(3, 8, 8))
                        .add(new Conv2d(5, SAME, false))
                        .add(new BatchNorm2d())
                        .add(new Relu())
                        .add("block1", smaller)
                        .add(new Relu())
                        .add("block2", same)
                        .add(new SpatialDropout2d(0.3))
                        .add(new GlobalAvgPool2d())
                        .add(new Dense(CLASSES)));
    }

    private static CheckedNetwork inception() {
        Concat block = Concat.of(List.of(
                List.of(new Conv2d(3, ONE), new Relu()),
                List.of(new Conv2d(2, ONE), new Elu(), new Conv2d(4, SAME), new Relu()),
                List.of(new MaxPool2d(SAME), new Conv2d(2, ONE)),
                List.of()));
        return network(
                "inception",
                NetworkSpec.builder(Shape.of(3, 10, 9))
                        .add(new Conv2d(4, THREE))
                        .add(new LeakyRelu(0.2))
                        .add(new LocalResponseNorm(3, 0.1, 0.75, 1))
                        .add("block", block)
                        .add(new AvgPool2d(THREE.withStride(2).withPadding(Padding.of(1))))
                        .add(new SeparableConv2d(7, 2, SAME, true))
                        .add(new Gelu())
                        .add(new GlobalMaxPool2d())
                        .add(new Dropout(0.4))
                        .add(new Dense(CLASSES)));
    }

    /** Down, and up again; the smooth activations. */
    private static CheckedNetwork hourglass() {
        return network(
                "hourglass",
                NetworkSpec.builder(Shape.of(2, 8, 9))
                        .add(new DepthwiseConv2d(2, SAME, true))
                        .add(new Silu())
                        .add(new MaxPool2d(THREE.withStride(2)))
                        .add(new TransposedConv2d(5, THREE.withStride(2)))
                        .add(new Softplus())
                        .add(new Conv2d(4, Window2d.of(2, 3).withStride(2).withPadding(Padding.of(1))))
                        .add(new Softmax())
                        .add(new Upsample2d(2, 1))
                        .add(new Conv2d(4, THREE))
                        .add(new Tanh())
                        .add(new Flatten())
                        .add(new Dense(9))
                        .add(new Sigmoid())
                        .add(new Dense(CLASSES)));
    }

    /** What not every library has: normalisation by samples, groups, dilation. */
    private static CheckedNetwork norms() {
        return network(
                "norms",
                NetworkSpec.builder(Shape.of(4, 9, 8))
                        .add(new Conv2d(6, THREE.withDilation(2, 1)).withGroups(2))
                        .add(new GroupNorm(3))
                        .add(new Gelu(Gelu.Approximation.TANH))
                        .add(new Conv2d(4, THREE.withPadding(Padding.of(1, 0, 2, 0))))
                        .add(new LayerNorm())
                        .add(new Relu())
                        .add(new Flatten())
                        .add(new Dense(CLASSES)));
    }

    /**
     * After F. Chollet, Deep Learning with Python (2017), section 5.2: four convolutions, each with ReLU and a max
     * pool.
     */
    private static CheckedNetwork chollet() {
        return network(
                "chollet",
                NetworkSpec.builder(Shape.of(3, 22, 22))
                        .add(new Conv2d(8, SAME))
                        .add(new Relu())
                        .add(new MaxPool2d(2))
                        .add(new Conv2d(10, SAME))
                        .add(new Relu())
                        .add(new MaxPool2d(2))
                        .add(new Conv2d(16, SAME))
                        .add(new Relu())
                        .add(new MaxPool2d(2))
                        .add(new Conv2d(17, ONE))
                        .add(new Relu())
                        .add(new MaxPool2d(2))
                        .add(new Flatten())
                        .add(new Dropout(0.5))
                        .add(new Dense(24))
                        .add(new Relu())
                        .add(new Dense(CLASSES)));
    }

    private static CheckedNetwork network(String name, NetworkSpec.Builder layers) {
        return new CheckedNetwork(name, layers.build());
    }

    /**
     * A kind of layer in a network of its own, for an engine that can run none of the others that have it.
     *
     * @throws IllegalArgumentException if no network has it
     */
    static CheckedNetwork alone(String kind) {
        PlacedLayer placed = all(false).stream()
                .flatMap(network -> network.spec().everyLayer().stream())
                .filter(layer -> layer.spec().kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no network has " + kind));
        List<NamedLayer> layers = new ArrayList<>();
        layers.add(new NamedLayer("layer", placed.spec()));
        if (placed.output().rank() != 1) {
            layers.add(new NamedLayer("flatten", new Flatten()));
        }
        layers.add(new NamedLayer("dense", new Dense(CLASSES)));
        return new CheckedNetwork(kind + " alone", new NetworkSpec(placed.input(), layers));
    }
}
