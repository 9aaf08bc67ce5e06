package cnn.check.cases;

import cnn.spec.DepthwiseConv2d;
import cnn.spec.LayerSpec;
import cnn.spec.Padding;
import cnn.spec.SeparableConv2d;
import cnn.spec.TransposedConv2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The convolutions beside {@code conv2d}: depthwise, separable and transposed. */
final class ConvolutionCases {
    private static final Window2d THREE = Window2d.of(3);
    private static final Window2d SAME = THREE.withPadding(Padding.SAME);

    private final List<LayerCase> cases = new ArrayList<>();

    private ConvolutionCases() {}

    static List<LayerCase> all() {
        ConvolutionCases catalogue = new ConvolutionCases();
        catalogue.depthwiseConv2d();
        catalogue.separableConv2d();
        catalogue.transposedConv2d();
        return List.copyOf(catalogue.cases);
    }

    private void depthwiseConv2d() {
        Shape image = Shape.of(3, 6, 7);
        add("3×3", new DepthwiseConv2d(SAME), image, 2);
        add("no padding, no bias, one sample", new DepthwiseConv2d(1, THREE, false), image, 1);
        add("two outputs an input", new DepthwiseConv2d(2, SAME, true), image, 2);
        add("three outputs an input, stride 2", new DepthwiseConv2d(3, SAME.withStride(2), false), image, 2);
        add("one channel", new DepthwiseConv2d(5, THREE, true), Shape.of(1, 5, 4), 2);
        add("5×5, asymmetric padding", new DepthwiseConv2d(Window2d.of(5).withPadding(Padding.of(3, 1, 0, 2))), image, 2);
        add("dilation", new DepthwiseConv2d(THREE.withDilation(2, 1)), Shape.of(2, 7, 6), 2);
        add("stride larger than kernel", new DepthwiseConv2d(Window2d.of(2).withStride(3)), Shape.of(2, 8, 7), 2);
        add("1×5 kernel", new DepthwiseConv2d(Window2d.of(1, 5)), image, 2);
        add("1×1 image", new DepthwiseConv2d(2, SAME, true), Shape.of(4, 1, 1), 3);
        add("kernel as large as the image", new DepthwiseConv2d(Window2d.of(6, 7)), image, 2);
        for (int channels : new int[] {15, 16, 17, 33}) {
            add(channels + " channels", new DepthwiseConv2d(SAME), Shape.of(channels, 3, 5), 2);
        }
        add("17 channels, two outputs an input", new DepthwiseConv2d(2, SAME.withStride(2), true), Shape.of(17, 5, 4), 3);
    }

    private void separableConv2d() {
        Shape image = Shape.of(3, 6, 5);
        add("3×3", new SeparableConv2d(4, SAME), image, 2);
        add("no bias, one sample", new SeparableConv2d(4, 1, THREE, false), image, 1);
        add("two depthwise channels an input", new SeparableConv2d(5, 2, SAME, true), image, 2);
        add("stride 2", new SeparableConv2d(2, SAME.withStride(2)), Shape.of(4, 7, 5), 2);
        add("asymmetric padding", new SeparableConv2d(2, THREE.withPadding(Padding.of(2, 0, 1, 3))), image, 2);
        add("16 to 17 channels", new SeparableConv2d(17, SAME), Shape.of(16, 4, 3), 3);
        add("one channel to one", new SeparableConv2d(1, SAME), Shape.of(1, 3, 4), 2);
        add("17 to 32 channels, stride 2", new SeparableConv2d(32, SAME.withStride(2)), Shape.of(17, 5, 6), 2);
    }

    private void transposedConv2d() {
        Shape image = Shape.of(3, 4, 5);
        Window2d two = Window2d.of(2).withStride(2);
        add("2×2, stride 2", new TransposedConv2d(2, two), image, 2);
        add("3×3, stride 1", new TransposedConv2d(4, THREE), image, 2);
        add("no bias, one sample", new TransposedConv2d(2, THREE.withStride(2), 0, 0, false), image, 1);
        add("same padding", new TransposedConv2d(2, SAME), image, 2);
        add("same padding, stride 2", new TransposedConv2d(2, SAME.withStride(2)), image, 2);
        add("same padding, even kernel", new TransposedConv2d(2, Window2d.of(4, 2).withPadding(Padding.SAME)), image, 2);
        add(
                "same padding, stride larger than kernel",
                new TransposedConv2d(2, two.withStride(3).withPadding(Padding.SAME)),
                image,
                2);
        add("padding", new TransposedConv2d(3, Window2d.of(4).withStride(2).withPadding(Padding.of(1))), image, 2);
        add(
                "asymmetric padding",
                new TransposedConv2d(2, Window2d.of(5, 4).withStride(2).withPadding(Padding.of(2, 0, 1, 3))),
                image,
                2);
        add(
                "output padding",
                new TransposedConv2d(2, THREE.withStride(2).withPadding(Padding.of(1)), 1, 1, true),
                image,
                2);
        add("output padding, stride larger than kernel", new TransposedConv2d(2, two.withStride(3, 4), 2, 1, true), image, 2);
        add("stride different in h and w", new TransposedConv2d(2, THREE.withStride(1, 3)), image, 2);
        add("dilation", new TransposedConv2d(2, THREE.withDilation(2, 1)), image, 2);
        add(
                "dilation, stride and padding",
                new TransposedConv2d(2, THREE.withDilation(2).withStride(2).withPadding(Padding.of(1, 2, 3, 0)), 0, 1, true),
                image,
                2);
        add("one pixel", new TransposedConv2d(2, Window2d.of(4)), Shape.of(5, 1, 1), 2);
        add("1×1 kernel", new TransposedConv2d(3, Window2d.of(1)), image, 2);
        int[][] counts = {{1, 1}, {3, 16}, {15, 17}, {16, 16}, {17, 1}, {33, 2}};
        for (int[] count : counts) {
            add(
                    count[0] + " to " + count[1] + " channels",
                    new TransposedConv2d(count[1], two),
                    Shape.of(count[0], 3, 2),
                    2);
        }
    }

    private void add(String name, LayerSpec spec, Shape input, int batch) {
        cases.add(new LayerCase(name, spec, input, batch, LayerCase.Data.NORMAL));
    }
}
