package cnn.backend.contract;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;

/** Small networks with the neighbourhoods that backends like to fuse, and some that they must not. */
final class FusionNetworks {
    private FusionNetworks() {}

    static List<NetworkSpec> all() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        return List.of(
                NetworkSpec.builder(Shape.of(3, 8, 8))
                        .add(new Conv2d(16, same))
                        .add(new Relu())
                        .add(new Conv2d(17, same))
                        .add(new Relu())
                        .add(new MaxPool2d(2))
                        .add(new Flatten())
                        .add(new Dense(6))
                        .add(new Relu())
                        .add(new Dense(2))
                        .build(),
                // The pool before the ReLU, a convolution without bias, an odd size that the pool does not cover.
                NetworkSpec.builder(Shape.of(1, 7, 9))
                        .add(new Conv2d(4, same, false))
                        .add(new MaxPool2d(2))
                        .add(new Relu())
                        .add(new Conv2d(3, Window2d.of(2)))
                        .add(new Tanh())
                        .add(new AvgPool2d(Window2d.of(2).withPadding(Padding.of(1))))
                        .add(new Sigmoid())
                        .add(new Flatten())
                        .add(new Dense(3))
                        .build(),
                // First a layer without parameters; a stride; windows that overlap.
                NetworkSpec.builder(Shape.of(2, 9, 8))
                        .add(new Relu())
                        .add(new Conv2d(5, Window2d.of(3).withStride(2)))
                        .add(new Relu())
                        .add(new MaxPool2d(Window2d.of(2)))
                        .add(new Relu())
                        .add(new Flatten())
                        .add(new Dense(4, false))
                        .add(new Tanh())
                        .build());
    }

    /**
     * What ResNets are made of, each alone, since bounds that are carried through many layers say little; and the places
     * where an engine may fold a normalisation into its neighbours, or must not.
     */
    static List<NetworkSpec> blocks() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        return List.of(
                NetworkSpec.builder(Shape.of(3, 6, 6))
                        .add(new Conv2d(16, same, false))
                        .add(new BatchNorm2d())
                        .add(new Relu())
                        .add(new GlobalAvgPool2d())
                        .add(new Dense(3))
                        .build(),
                NetworkSpec.builder(Shape.of(16, 5, 6))
                        .add(block(16, 1))
                        .add(new Relu())
                        .add(new GlobalAvgPool2d())
                        .add(new Dense(3))
                        .build(),
                NetworkSpec.builder(Shape.of(5, 6, 7))
                        .add(block(20, 2))
                        .add(new Relu())
                        .add(new Flatten())
                        .add(new Dense(3))
                        .build(),
                // A normalisation first and one behind a pool; a bias before one; blocks without a ReLU between them.
                NetworkSpec.builder(Shape.of(2, 7, 6))
                        .add(new BatchNorm2d(0.5, 1e-3))
                        .add(Residual.of(List.of(new Conv2d(2, same), new Tanh())))
                        .add(Residual.of(List.of(new BatchNorm2d(), new Relu(), new Conv2d(2, same))))
                        .add(new MaxPool2d(2))
                        .add(new BatchNorm2d())
                        .add(new Conv2d(4, same).withGroups(2))
                        .add(new Flatten())
                        .add(new Dense(2))
                        .build());
    }

    private static Residual block(int channels, int stride) {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        List<LayerSpec> body = List.of(
                new Conv2d(channels, same.withStride(stride), false),
                new BatchNorm2d(),
                new Relu(),
                new Conv2d(channels, same, false),
                new BatchNorm2d());
        return stride == 1
                ? Residual.of(body)
                : Residual.of(
                        body, List.of(new Conv2d(channels, Window2d.of(1).withStride(stride), false), new BatchNorm2d()));
    }
}
