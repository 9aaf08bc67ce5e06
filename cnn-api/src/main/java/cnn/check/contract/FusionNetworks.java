package cnn.check.contract;

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
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
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

    /** Each kind of layer that is in none of the others, among neighbours; dropout deep inside, and inside blocks. */
    static List<NetworkSpec> others() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        return List.of(
                NetworkSpec.builder(Shape.of(3, 6, 7))
                        .add(new Conv2d(8, same, false))
                        .add(new GroupNorm(2))
                        .add(new Gelu())
                        .add(new SpatialDropout2d(0.3))
                        .add(new DepthwiseConv2d(2, same, true))
                        .add(new LeakyRelu())
                        .add(new GlobalMaxPool2d())
                        .add(new Dense(3))
                        .add(new Softmax())
                        .build(),
                NetworkSpec.builder(Shape.of(4, 5, 6))
                        .add(Concat.of(List.of(
                                List.of(new Conv2d(3, Window2d.of(1)), new Relu()),
                                List.of(new Conv2d(2, same), new Elu(), new Dropout(0.4)),
                                List.of(new MaxPool2d(same), new Conv2d(2, Window2d.of(1))),
                                List.of())))
                        .add(new LocalResponseNorm(3, 0.1, 0.75, 1))
                        .add(new Flatten())
                        .add(new Dropout(0.5))
                        .add(new Dense(5))
                        .add(new LayerNorm())
                        .add(new Elu())
                        .add(new Dense(2))
                        .build(),
                NetworkSpec.builder(Shape.of(2, 4, 3))
                        .add(new SeparableConv2d(5, same))
                        .add(new Silu())
                        .add(new Upsample2d(2))
                        .add(Residual.of(List.of(new Dropout(0.25), new Conv2d(5, same), new Softplus())))
                        .add(new TransposedConv2d(3, Window2d.of(2).withStride(2)))
                        .add(new Tanh())
                        .add(new GlobalAvgPool2d())
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
