package cnn.spec;

import cnn.error.BadInputException;

/**
 * A window that moves over an image: the kernel's extents, its steps, its padding and the gaps between its elements. The
 * sole home of the output-size formula (see {@link #on}).
 */
public record Window2d(
        int kernelH, int kernelW, int strideH, int strideW, Padding padding, int dilationH, int dilationW) {

    public Window2d {
        positive("kernel", kernelH, kernelW);
        positive("stride", strideH, strideW);
        positive("dilation", dilationH, dilationW);
    }

    private static void positive(String what, int h, int w) {
        if (h < 1 || w < 1) {
            throw new BadInputException("%s must be at least 1, got %s".formatted(what, h == w ? "" + h : h + "×" + w));
        }
    }

    /** A square window with stride 1, no padding, no dilation. */
    public static Window2d of(int kernel) {
        return of(kernel, kernel);
    }

    /** A window with stride 1, no padding, no dilation. */
    public static Window2d of(int kernelH, int kernelW) {
        return new Window2d(kernelH, kernelW, 1, 1, Padding.NONE, 1, 1);
    }

    public Window2d withStride(int stride) {
        return withStride(stride, stride);
    }

    public Window2d withStride(int h, int w) {
        return new Window2d(kernelH, kernelW, h, w, padding, dilationH, dilationW);
    }

    public Window2d withPadding(Padding to) {
        return new Window2d(kernelH, kernelW, strideH, strideW, to, dilationH, dilationW);
    }

    public Window2d withDilation(int dilation) {
        return withDilation(dilation, dilation);
    }

    public Window2d withDilation(int h, int w) {
        return new Window2d(kernelH, kernelW, strideH, strideW, padding, h, w);
    }

    /**
     * This window on an input of {@code height} × {@code width}.
     *
     * @throws BadInputException if the dilated kernel is larger than the padded input
     */
    public Geometry2d on(int height, int width) {
        int spanH = (kernelH - 1) * dilationH + 1;
        int spanW = (kernelW - 1) * dilationW + 1;
        Padding.Explicit p = resolve(height, width, spanH, spanW);
        int paddedH = height + p.top() + p.bottom();
        int paddedW = width + p.left() + p.right();
        if (spanH > paddedH || spanW > paddedW) {
            throw new BadInputException("kernel %d×%d is larger than the padded input %d×%d; use a smaller kernel or more padding"
                    .formatted(spanH, spanW, paddedH, paddedW));
        }
        int outH = (paddedH - spanH) / strideH + 1;
        int outW = (paddedW - spanW) / strideW + 1;
        return new Geometry2d(height, width, kernelH, kernelW, strideH, strideW, p.top(), p.bottom(), p.left(), p.right(),
                dilationH, dilationW, outH, outW);
    }

    private Padding.Explicit resolve(int height, int width, int spanH, int spanW) {
        if (padding instanceof Padding.Explicit explicit) {
            return explicit;
        }
        int rows = samePadding(height, strideH, spanH);
        int columns = samePadding(width, strideW, spanW);
        return new Padding.Explicit(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    private static int samePadding(int extent, int stride, int span) {
        int out = (extent + stride - 1) / stride;
        return Math.max((out - 1) * stride + span - extent, 0);
    }
}
