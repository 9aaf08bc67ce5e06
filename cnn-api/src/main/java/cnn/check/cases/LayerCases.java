package cnn.check.cases;

import cnn.check.cases.LayerCase.Data;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The catalogue of awkward cases: every kind of layer, on the shapes and data where mistakes hide. */
public final class LayerCases {
    private final List<LayerCase> cases = new ArrayList<>();

    private LayerCases() {}

    /** All cases. */
    public static List<LayerCase> all() {
        LayerCases catalogue = new LayerCases();
        catalogue.conv2d();
        catalogue.channels();
        catalogue.groups();
        catalogue.batchNorm2d();
        catalogue.maxPool2d();
        catalogue.avgPool2d();
        catalogue.globalAvgPool2d();
        catalogue.dense();
        catalogue.elementwise();
        catalogue.cases.addAll(ResidualCases.all());
        catalogue.cases.addAll(ActivationCases.all());
        catalogue.cases.addAll(ResizingCases.all());
        catalogue.cases.addAll(ConvolutionCases.all());
        catalogue.cases.addAll(ConcatCases.all());
        catalogue.cases.addAll(DropoutCases.all());
        catalogue.cases.addAll(NormalisationCases.all());
        catalogue.cases.addAll(SpecialValueCases.all());
        return List.copyOf(catalogue.cases);
    }

    private void conv2d() {
        Window2d three = Window2d.of(3);
        Shape image = Shape.of(2, 6, 7);
        add("3×3", new Conv2d(3, three), image, 2);
        add("no bias", new Conv2d(3, three, false), image, 2);
        add("one sample", new Conv2d(3, three), image, 1);
        add("1×1 kernel", new Conv2d(3, Window2d.of(1)), image, 2);
        add("1×1 image", new Conv2d(2, three.withPadding(Padding.of(1))), Shape.of(3, 1, 1), 2);
        add("1×1 kernel on 1×1 image", new Conv2d(1, Window2d.of(1)), Shape.of(1, 1, 1), 1);
        add("same padding", new Conv2d(3, three.withPadding(Padding.SAME)), image, 3);
        add("same padding, even kernel", new Conv2d(2, Window2d.of(4, 2).withPadding(Padding.SAME)), image, 2);
        add("same padding, stride 2", new Conv2d(2, three.withPadding(Padding.SAME).withStride(2)), image, 2);
        add("asymmetric padding", new Conv2d(2, three.withPadding(Padding.of(2, 0, 1, 3))), image, 2);
        add("padding beyond the kernel", new Conv2d(2, Window2d.of(2).withPadding(Padding.of(3))), Shape.of(2, 3, 2), 2);
        add("stride larger than kernel", new Conv2d(2, Window2d.of(2).withStride(3)), Shape.of(2, 8, 7), 2);
        add("stride that leaves a rest", new Conv2d(2, three.withStride(2)), Shape.of(2, 6, 8), 2);
        add("stride different in h and w", new Conv2d(2, three.withStride(2, 1)), image, 2);
        add("dilation", new Conv2d(2, three.withDilation(2, 1)), Shape.of(2, 7, 6), 2);
        add(
                "dilation, stride and padding",
                new Conv2d(2, three.withDilation(2).withStride(2).withPadding(Padding.of(1, 2, 2, 0))),
                Shape.of(2, 7, 8),
                2);
        add("kernel as large as the image", new Conv2d(3, Window2d.of(6, 7)), image, 2);
        add("kernel as large as the padded image", new Conv2d(2, Window2d.of(8, 9).withPadding(Padding.of(1))), image, 2);
        add("kernel 1×5", new Conv2d(2, Window2d.of(1, 5).withPadding(Padding.of(0, 0, 2, 2))), image, 2);
        add("kernel 5×1", new Conv2d(2, Window2d.of(5, 1)), image, 2);
        add("5×5", new Conv2d(4, Window2d.of(5).withPadding(Padding.of(2))), Shape.of(3, 9, 8), 2);
        add("one row", new Conv2d(2, Window2d.of(1, 3)), Shape.of(3, 1, 20), 3);
        add("odd batch", new Conv2d(3, three.withPadding(Padding.SAME)), Shape.of(3, 5, 5), 7);
    }

    /** Channel counts that are, or just miss, a multiple of a vector's length. */
    private void channels() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        int[][] counts = {{1, 1}, {3, 16}, {15, 17}, {16, 16}, {17, 15}, {33, 1}, {1, 33}, {32, 48}};
        for (int[] count : counts) {
            add(
                    count[0] + " to " + count[1] + " channels",
                    new Conv2d(count[1], same),
                    Shape.of(count[0], 3, 4),
                    2);
        }
        add("16 to 16 channels, 9×13", new Conv2d(16, same), Shape.of(16, 9, 13), 2);
        add("17 to 18 channels, stride 2", new Conv2d(18, same.withStride(2)), Shape.of(17, 5, 7), 3);
    }

    /** Groups of one channel and of several, of vectors' lengths and beside them. */
    private void groups() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        int[][] counts = {{2, 4, 6}, {3, 9, 3}, {5, 5, 5}, {3, 3, 9}, {2, 32, 32}, {2, 34, 30}, {16, 16, 16}, {17, 17, 17}};
        for (int[] count : counts) {
            add(
                    "%d groups, %d to %d channels".formatted(count[0], count[1], count[2]),
                    new Conv2d(count[2], same).withGroups(count[0]),
                    Shape.of(count[1], 4, 5),
                    2);
        }
        Shape image = Shape.of(4, 7, 6);
        add("depthwise, stride 2", new Conv2d(4, same.withStride(2)).withGroups(4), image, 2);
        add("depthwise, no bias, one sample", new Conv2d(4, same, false).withGroups(4), image, 1);
        Window2d uneven = Window2d.of(5).withPadding(Padding.of(3, 1, 0, 2));
        add("depthwise, 5×5, asymmetric padding", new Conv2d(4, uneven).withGroups(4), image, 2);
        Window2d dilated = Window2d.of(2).withDilation(2, 1);
        add("depthwise, two outputs an input, dilation", new Conv2d(8, dilated).withGroups(4), image, 3);
        add("depthwise, 33 channels, stride 2", new Conv2d(33, same.withStride(2)).withGroups(33), Shape.of(33, 5, 3), 3);
        add("2 groups, 1×1 kernel", new Conv2d(6, Window2d.of(1)).withGroups(2), image, 2);
        add("2 groups, 2×3 kernel, stride 3", new Conv2d(2, Window2d.of(2, 3).withStride(3)).withGroups(2), image, 2);
        add("2 groups of 16, 9×13", new Conv2d(32, same).withGroups(2), Shape.of(32, 9, 13), 1);
    }

    private void batchNorm2d() {
        BatchNorm2d norm = new BatchNorm2d();
        add("image", norm, Shape.of(3, 5, 4), 2);
        add("one channel", norm, Shape.of(1, 6, 7), 3);
        for (int channels : new int[] {15, 16, 17, 33}) {
            add(channels + " channels", norm, Shape.of(channels, 3, 5), 2);
        }
        add("one sample", norm, Shape.of(4, 5, 5), 1);
        add("1×1 image", norm, Shape.of(17, 1, 1), 5);
        add("one number a channel", norm, Shape.of(3, 1, 1), 1);
        add("two numbers a channel", norm, Shape.of(3, 2, 1), 1);
        add("one row", norm, Shape.of(2, 1, 33), 3);
        add("17 samples", norm, Shape.of(2, 3, 3), 17);
        add("state is the last batch's", new BatchNorm2d(1, 1e-5), Shape.of(3, 4, 4), 2);
        add("state never moves", new BatchNorm2d(0, 1e-5), Shape.of(3, 4, 4), 2);
        add("large epsilon", new BatchNorm2d(0.3, 2), Shape.of(3, 4, 4), 2);
        add("nothing varies", norm, Shape.of(3, 4, 4), 2, Data.CONSTANT);
        add("mean far from zero", norm, Shape.of(5, 4, 5), 3, Data.OFFSET);
        add("ties", norm, Shape.of(5, 3, 4), 2, Data.TIES);
        add("negative", norm, Shape.of(5, 3, 4), 2, Data.NEGATIVE);
        add("large", norm, Shape.of(5, 3, 4), 2, Data.LARGE);
    }

    private void globalAvgPool2d() {
        GlobalAvgPool2d pool = new GlobalAvgPool2d();
        add("image", pool, Shape.of(3, 5, 4), 2);
        add("one number", pool, Shape.of(1, 1, 1), 1);
        for (int channels : new int[] {15, 16, 17, 33}) {
            add(channels + " channels", pool, Shape.of(channels, 3, 2), 3);
        }
        add("8×8", pool, Shape.of(32, 8, 8), 2);
        add("one row", pool, Shape.of(2, 1, 19), 1);
        add("large", pool, Shape.of(5, 3, 4), 2, Data.LARGE);
    }

    private void maxPool2d() {
        for (Data data : new Data[] {Data.NORMAL, Data.TIES, Data.NEGATIVE}) {
            String with = ", " + data.name().toLowerCase(Locale.ROOT);
            pools(with, data, window -> new MaxPool2d(window));
        }
    }

    private void avgPool2d() {
        pools(", padding excluded", Data.NORMAL, window -> new AvgPool2d(window, false));
        pools(", padding counted", Data.NORMAL, window -> new AvgPool2d(window, true));
    }

    private interface PoolOf {
        LayerSpec of(Window2d window);
    }

    private void pools(String with, Data data, PoolOf pool) {
        Window2d two = Window2d.of(2);
        Window2d three = Window2d.of(3);
        Shape image = Shape.of(3, 6, 7);
        add("2×2" + with, pool.of(two.withStride(2)), image, 2, data);
        add("2×2, 17 channels" + with, pool.of(two.withStride(2)), Shape.of(17, 4, 6), 2, data);
        add("3×3, overlapping" + with, pool.of(three.withStride(2)), image, 2, data);
        add("3×3, stride 1" + with, pool.of(three), image, 1, data);
        add("3×3, asymmetric padding" + with, pool.of(three.withStride(2).withPadding(Padding.of(2, 0, 1, 2))), image, 2, data);
        add("2×3, same padding" + with, pool.of(Window2d.of(2, 3).withPadding(Padding.SAME)), image, 2, data);
        add("stride larger than kernel" + with, pool.of(two.withStride(3)), Shape.of(2, 8, 7), 3, data);
        add("1×1" + with, pool.of(Window2d.of(1)), Shape.of(2, 1, 1), 2, data);
        add("whole image" + with, pool.of(Window2d.of(6, 7)), image, 2, data);
        add("whole padded image" + with, pool.of(Window2d.of(8, 9).withPadding(Padding.of(1))), image, 2, data);
    }

    private void dense() {
        int[][] counts = {{1, 1}, {3, 2}, {15, 17}, {16, 16}, {17, 1}, {33, 10}, {64, 2}};
        for (int[] count : counts) {
            add(count[0] + " to " + count[1], new Dense(count[1]), Shape.of(count[0]), 3);
        }
        add("one sample", new Dense(5), Shape.of(9), 1);
        add("no bias", new Dense(5, false), Shape.of(9), 4);
        add("17 samples", new Dense(7), Shape.of(20), 17);
    }

    private void elementwise() {
        for (LayerSpec spec : List.of(new Relu(), new Sigmoid(), new Tanh(), new Flatten())) {
            add("image", spec, Shape.of(3, 5, 4), 2, Data.NORMAL);
            add("17 channels", spec, Shape.of(17, 3, 2), 2, Data.NORMAL);
            add("one number", spec, Shape.of(1), 1, Data.NORMAL);
            add("vector with zeros", spec, Shape.of(33), 3, Data.TIES);
            add("negative", spec, Shape.of(2, 3, 3), 1, Data.NEGATIVE);
            add("large", spec, Shape.of(47), 2, Data.LARGE);
        }
    }

    private void add(String name, LayerSpec spec, Shape input, int batch) {
        add(name, spec, input, batch, Data.NORMAL);
    }

    private void add(String name, LayerSpec spec, Shape input, int batch, Data data) {
        cases.add(new LayerCase(name, spec, input, batch, data));
    }
}
