package cnn.nd4j.op;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Element-by-element operations that read and write whole arrays at the speed of memory, bound to their arrays. */
public final class Maths {
    private final Scalars scalars;

    public Maths(Scalars scalars) {
        this.scalars = scalars;
    }

    /** z = a + b. */
    public NativeOp plus(INDArray a, INDArray b, INDArray z) {
        return NativeOp.of("add", new INDArray[] {a, b}, z);
    }

    public NativeOp plus(INDArray a, double b, INDArray z) {
        return plus(a, scalars.of(b), z);
    }

    /** z = a - b. */
    public NativeOp minus(INDArray a, INDArray b, INDArray z) {
        return NativeOp.of("subtract", new INDArray[] {a, b}, z);
    }

    /** z = a - b. */
    public NativeOp minus(double a, INDArray b, INDArray z) {
        return NativeOp.of("reversesubtract", new INDArray[] {b, scalars.of(a)}, z);
    }

    /** z = a · b. */
    public NativeOp times(INDArray a, INDArray b, INDArray z) {
        return NativeOp.of("multiply", new INDArray[] {a, b}, z);
    }

    public NativeOp times(INDArray a, double b, INDArray z) {
        return times(a, scalars.of(b), z);
    }

    /** z = max(a, b). */
    public NativeOp max(INDArray a, INDArray b, INDArray z) {
        return NativeOp.of("maximum", new INDArray[] {a, b}, z);
    }

    public NativeOp max(INDArray a, double b, INDArray z) {
        return max(a, scalars.of(b), z);
    }

    /** z = min(a, b). */
    public NativeOp min(INDArray a, double b, INDArray z) {
        return NativeOp.of("minimum", new INDArray[] {a, scalars.of(b)}, z);
    }

    /** z = max(x, 0). */
    public NativeOp relu(INDArray x, INDArray z) {
        return NativeOp.of("relu", new INDArray[] {x}, z).withReals(0);
    }

    /** z = 1 / (1 + e⁻ˣ). */
    public NativeOp sigmoid(INDArray x, INDArray z) {
        return NativeOp.of("sigmoid", new INDArray[] {x}, z);
    }
}
