package cnn.spec;

/**
 * Every number of a window moving over an image, resolved for one input size. Output element (i, j) looks at input rows
 * {@code i·strideH - top + kh·dilationH} for kh in [0, kernelH) and columns likewise; what falls outside [0, height) ×
 * [0, width) is padding.
 *
 * @param height input height H
 * @param width input width W
 * @param outHeight output height, {@code (H + top + bottom - dilatedKernelH) / strideH + 1} rounded down
 * @param outWidth output width, likewise
 */
public record Geometry2d(
        int height,
        int width,
        int kernelH,
        int kernelW,
        int strideH,
        int strideW,
        int top,
        int bottom,
        int left,
        int right,
        int dilationH,
        int dilationW,
        int outHeight,
        int outWidth) {

    /** The rows that a dilated kernel spans: {@code (kernelH - 1)·dilationH + 1}. */
    public int dilatedKernelH() {
        return (kernelH - 1) * dilationH + 1;
    }

    /** The columns that a dilated kernel spans. */
    public int dilatedKernelW() {
        return (kernelW - 1) * dilationW + 1;
    }

    /** Whether any padding is there at all. */
    public boolean padded() {
        return top + bottom + left + right > 0;
    }

    /** Whether there is as much padding above as below and as much left as right. */
    public boolean symmetric() {
        return top == bottom && left == right;
    }
}
