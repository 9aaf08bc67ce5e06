package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import cnn.backend.Mode;
import cnn.spec.Geometry2d;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Transposed convolution. DJL does not reach PyTorch's own; it is the convolution, by the kernel turned round, of the input with
 * stride - 1 zeros behind each pixel.
 *
 * @param g of the convolution that leads back: its image is y, its output x
 * @param w gives the kernel {@code [C, O, KH, KW]}
 * @param b gives the bias {@code [O]}
 */
record Transposed(Geometry2d g, Supplier<NDArray> w, Supplier<Optional<NDArray>> b) implements Step {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NONE = new Shape(0, 0);

    @Override
    public NDArray forward(NDArray x, Mode mode) {
        NDArray kernel = w.get().transpose(1, 0, 2, 3).flip(2, 3);
        // DJL's way to say that there is no bias.
        NDArray bias = b.get().orElse(null);
        Shape dilation = new Shape(g.dilationH(), g.dilationW());
        return Conv2d.conv2d(padded(spread(x)), kernel, bias, ONE, NONE, dilation, 1).singletonOrThrow();
    }

    /** To {@code [N, C, H·strideH, W·strideW]}. */
    private NDArray spread(NDArray x) {
        if (g.strideH() * g.strideW() == 1) {
            return x;
        }
        long n = x.getShape().get(0);
        long c = x.getShape().get(1);
        NDArray apart = pad(
                x.reshape(n, c, g.outHeight(), 1, g.outWidth(), 1), 0, g.strideW() - 1, 0, 0, 0, g.strideH() - 1);
        return apart.reshape(n, c, (long) g.outHeight() * g.strideH(), (long) g.outWidth() * g.strideW());
    }

    /** As wide as the convolution needs it to give y; what would be less than nothing is cut off. */
    private NDArray padded(NDArray spread) {
        int top = g.dilatedKernelH() - 1 - g.top();
        int left = g.dilatedKernelW() - 1 - g.left();
        int bottom = g.height() + g.dilatedKernelH() - 1 - top - g.outHeight() * g.strideH();
        int right = g.width() + g.dilatedKernelW() - 1 - left - g.outWidth() * g.strideW();
        return pad(spread, left, right, top, bottom);
    }

    /** By pairs from the last axis on; not by DJL's own face of the operation, which takes no negative widths. */
    private static NDArray pad(NDArray x, long... widths) {
        return JniUtils.pad((PtNDArray) x, widths, 0);
    }
}
