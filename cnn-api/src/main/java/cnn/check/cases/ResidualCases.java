package cnn.check.cases;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;

/** Residual blocks with and without a projection, short and long, inside one another, and with names of their own. */
final class ResidualCases {
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);

    private ResidualCases() {}

    static List<LayerCase> all() {
        return List.of(
                one("x itself as the shortcut", Residual.of(List.of(new Conv2d(3, SAME))), Shape.of(3, 5, 4)),
                one(
                        "projection",
                        Residual.of(List.of(new Conv2d(4, SAME)), List.of(new Conv2d(4, Window2d.of(1)))),
                        Shape.of(3, 4, 5)),
                one(
                        "projection with stride 2",
                        Residual.of(
                                List.of(new Conv2d(4, SAME.withStride(2), false), new Relu(), new Conv2d(4, SAME, false)),
                                List.of(new Conv2d(4, Window2d.of(1).withStride(2), false))),
                        Shape.of(2, 6, 7)),
                one("basic block of a ResNet", basicBlock(4, 1), Shape.of(4, 5, 4)),
                one("basic block of a ResNet, stride 2", basicBlock(6, 2), Shape.of(4, 6, 5)),
                one("17 channels", basicBlock(17, 1), Shape.of(17, 3, 2)),
                one("16 to 32 channels, stride 2", basicBlock(32, 2), Shape.of(16, 4, 4)),
                new LayerCase("one sample", basicBlock(3, 1), Shape.of(3, 3, 3), 1, LayerCase.Data.NORMAL),
                one(
                        "a block in a block",
                        Residual.of(
                                List.of(
                                        new Tanh(),
                                        Residual.of(List.of(new Conv2d(3, SAME), new BatchNorm2d())),
                                        new Conv2d(4, Window2d.of(2))),
                                List.of(Residual.of(List.of(new Sigmoid())), new Conv2d(4, Window2d.of(2)))),
                        Shape.of(3, 4, 4)),
                // Nothing to train in the body, nothing at all in the shortcut.
                one("activation alone", Residual.of(List.of(new Tanh())), Shape.of(2, 3, 3)),
                one(
                        "parameters in the shortcut only",
                        Residual.of(List.of(new Relu()), List.of(new Conv2d(2, SAME))),
                        Shape.of(2, 3, 4)),
                one("pools", Residual.of(List.of(new MaxPool2d(2)), List.of(new AvgPool2d(2))), Shape.of(3, 4, 6)),
                one("vectors", Residual.of(List.of(new Dense(9), new Relu(), new Dense(7))), Shape.of(7)),
                one(
                        "image to vector",
                        Residual.of(List.of(new Flatten(), new Dense(5)), List.of(new Flatten(), new Dense(5, false))),
                        Shape.of(2, 3, 2)),
                one(
                        "grouped convolutions",
                        Residual.of(List.of(
                                new Conv2d(8, Window2d.of(1)),
                                new Relu(),
                                new Conv2d(8, SAME).withGroups(8),
                                new Conv2d(4, Window2d.of(1)))),
                        Shape.of(4, 4, 3)));
    }

    /** Conv, norm, ReLU, conv, norm; a projection where the shape changes. */
    private static Residual basicBlock(int channels, int stride) {
        List<LayerSpec> body = List.of(
                new Conv2d(channels, SAME.withStride(stride), false),
                new BatchNorm2d(),
                new Relu(),
                new Conv2d(channels, SAME, false),
                new BatchNorm2d());
        return stride == 1
                ? Residual.of(body)
                : Residual.of(
                        body, List.of(new Conv2d(channels, Window2d.of(1).withStride(stride), false), new BatchNorm2d()));
    }

    private static LayerCase one(String name, Residual block, Shape input) {
        return new LayerCase(name, block, input, 2, LayerCase.Data.NORMAL);
    }
}
