package cnn.check.cases;

import cnn.spec.Padding;
import cnn.spec.Window2d;
import cnn.tensor.Shape;

/** Random extents and windows, awkward on purpose: beside a vector's length, H ≠ W, strides larger than kernels. */
final class RandomShapes {
    private RandomShapes() {}

    static int batch(Draws d) {
        return d.chance(5) ? 17 : d.between(1, 5);
    }

    /** Few, or as many as a vector has lanes, or one beside. */
    static int channels(Draws d) {
        int which = d.below(100);
        return which < 70 ? d.between(1, 8) : which < 90 ? d.pick(15, 16, 17) : d.pick(31, 32, 33);
    }

    static int features(Draws d) {
        return d.chance(30) ? d.pick(1, 15, 16, 17, 31, 32, 33) : d.between(1, 70);
    }

    static Shape image(Draws d) {
        return Shape.of(channels(d), d.between(1, 9), d.between(1, 9));
    }

    static Shape vector(Draws d) {
        return Shape.of(features(d));
    }

    /** For convolutions; it may be larger than the image, which the layer then refuses. */
    static Window2d window(Draws d) {
        Window2d window = kernel(d).withStride(stride(d), stride(d));
        window = window.withPadding(padding(d, 4, 4));
        return d.chance(30) ? window.withDilation(d.between(1, 3), d.between(1, 3)) : window;
    }

    /** For pools: no dilation, and padding below the kernel's extent. */
    static Window2d poolWindow(Draws d) {
        Window2d kernel = kernel(d);
        return kernel.withStride(stride(d), stride(d)).withPadding(padding(d, kernel.kernelH(), kernel.kernelW()));
    }

    /** One that leaves an image's height and width as they are, or divides them by the stride. */
    static Window2d sameWindow(Draws d, int stride) {
        return Window2d.of(d.between(1, 4), d.between(1, 4)).withStride(stride).withPadding(Padding.SAME);
    }

    private static Window2d kernel(Draws d) {
        return d.chance(50) ? Window2d.of(d.between(1, 5), d.between(1, 5)) : Window2d.of(d.between(1, 4));
    }

    private static int stride(Draws d) {
        return d.chance(50) ? 1 : d.between(2, 4);
    }

    /** Each side below a bound, often another one on each side. */
    private static Padding padding(Draws d, int belowH, int belowW) {
        int which = d.below(100);
        if (which < 25) {
            return Padding.NONE;
        }
        if (which < 50) {
            return Padding.SAME;
        }
        return which < 60
                ? Padding.of(d.below(Math.min(belowH, belowW)))
                : Padding.of(d.below(belowH), d.below(belowH), d.below(belowW), d.below(belowW));
    }
}
