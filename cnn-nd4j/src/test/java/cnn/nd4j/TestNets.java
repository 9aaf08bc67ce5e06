package cnn.nd4j;

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

/** Small networks with every kind of layer between them. */
enum TestNets {
    PLAIN(NetworkSpec.builder(Shape.of(3, 12, 10))
            .add(new Conv2d(16, Window2d.of(3).withPadding(Padding.SAME)))
            .add(new Relu())
            .add(new Conv2d(16, Window2d.of(3).withPadding(Padding.SAME)))
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add(new Conv2d(5, Window2d.of(2).withStride(2).withPadding(Padding.SAME), false))
            .add(new Tanh())
            .add(new AvgPool2d(Window2d.of(2)))
            .add(new Sigmoid())
            .add(new Flatten())
            .add(new Dense(7))
            .add(new Relu())
            .add(new Dense(3))
            .build()),

    /** Two blocks in a row, one with a shortcut of its own, and a block inside a block. */
    RESIDUAL(NetworkSpec.builder(Shape.of(3, 9, 8))
            .add(new Conv2d(8, Window2d.of(3).withPadding(Padding.SAME), false))
            .add(new BatchNorm2d())
            .add(new Relu())
            .add(Residual.of(List.of(
                    new Conv2d(8, Window2d.of(3).withPadding(Padding.SAME), false),
                    new BatchNorm2d(),
                    new Relu(),
                    Residual.of(List.of(new Conv2d(8, Window2d.of(3).withPadding(Padding.SAME)).withGroups(8), new Sigmoid())),
                    new Conv2d(8, Window2d.of(3).withPadding(Padding.SAME)).withGroups(2))))
            .add(new Relu())
            .add(Residual.of(
                    List.of(
                            new Conv2d(12, Window2d.of(3).withPadding(Padding.SAME).withStride(2), false),
                            new BatchNorm2d(0.2, 1e-4),
                            new Relu(),
                            new Conv2d(12, Window2d.of(3).withPadding(Padding.SAME), false),
                            new BatchNorm2d()),
                    List.of(new Conv2d(12, Window2d.of(1).withStride(2), false), new BatchNorm2d())))
            .add(new Relu())
            .add(new GlobalAvgPool2d())
            .add(new Dense(3))
            .build()),

    /** Everything else, with what may run in place behind it and what may not. */
    MIXED(NetworkSpec.builder(Shape.of(4, 6, 5))
            .add(new DepthwiseConv2d(2, Window2d.of(3).withPadding(Padding.SAME), true))
            .add(new LeakyRelu())
            .add(new SeparableConv2d(6, Window2d.of(3).withPadding(Padding.SAME)))
            .add(new SeparableConv2d(8, 2, Window2d.of(3).withPadding(Padding.SAME), false))
            .add(new Relu())
            .add(new GroupNorm(4))
            .add(new Sigmoid())
            .add(Concat.of(List.of(
                    List.of(new Conv2d(3, Window2d.of(1)), new Relu()),
                    List.of(),
                    List.of(new SeparableConv2d(2, Window2d.of(3).withPadding(Padding.SAME)), new Gelu()))))
            .add(new Relu())
            .add(new TransposedConv2d(5, Window2d.of(2).withStride(2)))
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add(new TransposedConv2d(4, Window2d.of(3).withStride(2), 1, 0, false))
            .add(new Sigmoid())
            .add(new LocalResponseNorm(3, 0.1, 0.75, 1))
            .add(new SpatialDropout2d(0.3))
            .add(new Relu())
            .add(new Elu(0.5))
            .add(new Upsample2d(2, 1))
            .add(new Sigmoid())
            .add(new LayerNorm())
            .add(new Softplus())
            .add(new Softmax())
            .add(new Relu())
            .add(new GlobalMaxPool2d())
            .add(new Dropout(0.4))
            .add(new Relu())
            .add(new Dense(5))
            .add(new Silu())
            .add(new Gelu(Gelu.Approximation.TANH))
            .add(new Dense(3))
            .add(new Softmax())
            .build());

    private final NetworkSpec spec;

    TestNets(NetworkSpec spec) {
        this.spec = spec;
    }

    NetworkSpec spec() {
        return spec;
    }
}
