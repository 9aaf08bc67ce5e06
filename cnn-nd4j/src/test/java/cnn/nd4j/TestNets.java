package cnn.nd4j;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
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
            .build());

    private final NetworkSpec spec;

    TestNets(NetworkSpec spec) {
        this.spec = spec;
    }

    NetworkSpec spec() {
        return spec;
    }
}
