package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import cnn.spec.Geometry2d;
import java.util.Optional;

/** Pools by windows. PyTorch pads a pool by at most half its kernel; what is wider is padded in front. */
final class Pools {
    private Pools() {}

    /** Padding never wins: it is minus infinity, PyTorch's own as well as ours. */
    static Step max(Geometry2d g) {
        Padding padding = Padding.of(g, g.kernelH() / 2, g.kernelW() / 2);
        Shape kernel = new Shape(g.kernelH(), g.kernelW());
        Shape stride = new Shape(g.strideH(), g.strideW());
        return (x, mode) -> padding.apply(x, Double.NEGATIVE_INFINITY)
                .getNDArrayInternal()
                .maxPool(kernel, stride, padding.rest(), false);
    }

    /**
     * DJL has a switch for what the sum is divided by, but its native code does not look at it (0.35.1: padding always
     * counts). A factor a window takes the padding out again.
     *
     * @param countPadding whether padding counts in the mean
     * @param memory of the factors
     */
    static Step average(Geometry2d g, boolean countPadding, NDManager memory, DataType type) {
        Padding padding = Padding.of(g, g.kernelH() / 2, g.kernelW() / 2);
        Shape kernel = new Shape(g.kernelH(), g.kernelW());
        Shape stride = new Shape(g.strideH(), g.strideW());
        Optional<NDArray> factors =
                g.padded() && !countPadding ? Optional.of(insideFactors(g, memory, type)) : Optional.empty();
        return (x, mode) -> {
            NDArray y = padding.apply(x, 0).getNDArrayInternal().avgPool(kernel, stride, padding.rest(), false, true);
            return factors.map(y::mul).orElse(y);
        };
    }

    /** The whole window's area by that of its part inside the image. */
    private static NDArray insideFactors(Geometry2d g, NDManager memory, DataType type) {
        double[] values = new double[g.outHeight() * g.outWidth()];
        for (int i = 0; i < g.outHeight(); i++) {
            int rows = inside(i * g.strideH() - g.top(), g.kernelH(), g.height());
            for (int j = 0; j < g.outWidth(); j++) {
                int columns = inside(j * g.strideW() - g.left(), g.kernelW(), g.width());
                values[i * g.outWidth() + j] = (double) g.kernelH() * g.kernelW() / (rows * columns);
            }
        }
        NDArray factors = memory.zeros(new Shape(1, 1, g.outHeight(), g.outWidth()), type);
        Values.fill(factors, values);
        return factors;
    }

    private static int inside(int start, int length, int extent) {
        return Math.min(start + length, extent) - Math.max(start, 0);
    }
}
