package cnn.check.cases;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Tanh;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;

/** Branches side by side: one, several, without layers, of channel counts beside a vector's length, inside one another. */
final class ConcatCases {
    private static final Window2d ONE = Window2d.of(1);
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);

    private ConcatCases() {}

    static List<LayerCase> all() {
        return List.of(
                of(
                        "two convolutions",
                        Shape.of(3, 5, 4),
                        List.of(
                                List.of(new Conv2d(2, SAME)),
                                List.of(new Conv2d(5, ONE)))),
                of(
                        "x itself beside a convolution",
                        Shape.of(3, 4, 5),
                        List.of(
                                List.of(),
                                List.of(new Conv2d(4, SAME)))),
                of("x itself twice", Shape.of(2, 3, 4), List.of(List.of(), List.of())),
                of("one branch", Shape.of(3, 4, 4), List.of(List.of(new Conv2d(2, SAME), new Relu()))),
                of(
                        "an Inception block",
                        Shape.of(6, 5, 6),
                        List.of(
                                List.of(new Conv2d(3, ONE), new Relu()),
                                List.of(new Conv2d(2, ONE), new Relu(), new Conv2d(4, SAME), new Relu()),
                                List.of(new Conv2d(1, ONE), new Relu(), new Conv2d(2, Window2d.of(5).withPadding(Padding.SAME))),
                                List.of(new MaxPool2d(SAME), new Conv2d(2, ONE)))),
                of(
                        "16 and 17 channels",
                        Shape.of(16, 4, 3),
                        List.of(
                                List.of(new Conv2d(16, SAME), new BatchNorm2d(), new Relu()),
                                List.of(new Conv2d(17, ONE, false)))),
                of(
                        "1 and 32 channels",
                        Shape.of(17, 3, 2),
                        List.of(
                                List.of(new Conv2d(1, ONE)),
                                List.of(new Conv2d(32, SAME), new Tanh()))),
                of(
                        "stride 2",
                        Shape.of(3, 6, 7),
                        List.of(
                                List.of(new Conv2d(2, SAME.withStride(2))),
                                List.of(new AvgPool2d(Window2d.of(3).withStride(2).withPadding(Padding.of(1)))))),
                of(
                        "nothing to train",
                        Shape.of(3, 4, 4),
                        List.of(
                                List.of(new Tanh()),
                                List.of(new MaxPool2d(2), new Upsample2d(2)),
                                List.of())),
                new LayerCase(
                        "one sample",
                        Concat.of(List.of(List.of(new Conv2d(2, SAME)), List.of(new Conv2d(3, SAME), new BatchNorm2d()))),
                        Shape.of(2, 4, 5),
                        1,
                        LayerCase.Data.NORMAL),
                of(
                        "blocks in a block",
                        Shape.of(4, 4, 3),
                        List.of(
                                List.of(
                                        Concat.of(List.of(List.of(new Conv2d(2, ONE)), List.of(new Tanh()))),
                                        new SeparableConv2d(3, SAME)),
                                List.of(Residual.of(List.of(new Conv2d(4, SAME), new BatchNorm2d()))),
                                List.of(new DepthwiseConv2d(SAME)))));
    }

    private static LayerCase of(String name, Shape input, List<List<LayerSpec>> branches) {
        return new LayerCase(name, Concat.of(branches), input, 2, LayerCase.Data.NORMAL);
    }
}
