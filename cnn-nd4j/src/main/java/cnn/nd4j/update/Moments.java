package cnn.nd4j.update;

import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.VectorMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * m ← β·m + (1 - β)·g and v ← β·v + (1 - β)·g², with 1 - β in double: in float32, 1 - 0.999 of the rounded 0.999 is
 * less by 1.3e-5 of itself, 200 roundings.
 */
final class Moments implements AutoCloseable {
    private final VectorMath math = new VectorMath();
    private final INDArray gradient;
    private final INDArray squares;
    private final NativeOp square;

    /** @param squares is overwritten by g² */
    Moments(INDArray gradient, INDArray squares) {
        this.gradient = gradient;
        this.squares = squares;
        this.square = NativeOp.of("multiply", new INDArray[] {gradient, gradient}, squares);
    }

    void first(double beta, INDArray m) {
        math.scale(beta, m);
        math.addScaled(1 - beta, gradient, m);
    }

    void second(double beta, INDArray v) {
        square.run();
        math.scale(beta, v);
        math.addScaled(1 - beta, squares, v);
    }

    @Override
    public void close() {
        square.close();
    }
}
