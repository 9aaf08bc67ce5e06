package cnn.nd4j.layer;

import cnn.nd4j.op.NativeOp;
import cnn.spec.Geometry2d;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * dw and db of a convolution whose dx nobody needs (the first of a network). {@code conv2d_bp} has no way to leave dx out,
 * which for images of few channels costs as much as dw. But dw is also a gradient of the <em>transposed</em> convolution
 * that leads from arrays like y to arrays like x: of {@code deconv2d_bp} with dy as its input and x as its output's
 * gradient. The other thing which that computes is conv(x, w), the cheapest of the three passes.
 */
final class WeightGradient {
    private final NativeOp transposed;
    private final Optional<BiasGradient> biasGradient;

    /**
     * @param arguments those of {@code conv2d}
     * @param unwanted receives conv(x, w); of y's shape
     */
    WeightGradient(
            long[] arguments,
            INDArray x,
            INDArray w,
            INDArray unwanted,
            INDArray dw,
            Optional<BiasGradient> biasGradient) {
        this.transposed = NativeOp.of("deconv2d_bp", new INDArray[] {unwanted, w, x}, unwanted, dw)
                .withIntegers(arguments)
                .withOneDnn(true);
        this.biasGradient = biasGradient;
    }

    /** Whether a transposed convolution with this window comes out at x's extents: no rows or columns are left over. */
    static boolean fits(Geometry2d g) {
        return g.symmetric()
                && (g.outHeight() - 1) * g.strideH() + g.dilatedKernelH() == g.height() + g.top() + g.bottom()
                && (g.outWidth() - 1) * g.strideW() + g.dilatedKernelW() == g.width() + g.left() + g.right();
    }

    void run(INDArray x, INDArray dy) {
        transposed.input(0, dy).input(2, x).run();
        biasGradient.ifPresent(sum -> sum.run(dy));
    }

    void close() {
        transposed.close();
        biasGradient.ifPresent(BiasGradient::close);
    }
}
