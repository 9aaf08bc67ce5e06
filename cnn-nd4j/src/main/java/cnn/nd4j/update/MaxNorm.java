package cnn.nd4j.update;

import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.spec.Slice;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * w ← w · c / max(‖w‖₂, c) for the incoming weights of each output unit of one parameter. Units within the limit are
 * multiplied by c / c, which is 1.
 */
final class MaxNorm implements AutoCloseable {
    private final List<Operation> operations;

    /** @param memory gives the memory for one number a unit, and for the limit */
    MaxNorm(Slice slice, double c, INDArray parameters, OptimizerState memory) {
        long units = slice.parameter().units();
        long run = slice.parameter().run();
        // Unit o is w[:, o, :].
        INDArray w = Memory.view(parameters, slice.offset(), slice.size() / (units * run), units, run);
        INDArray norms = Memory.view(memory.vector(units), 0, 1, units, 1);
        INDArray limit = memory.scalar();
        limit.putScalar(0, c);
        this.operations = List.of(
                // The one real argument says that reduced axes stay, with an extent of 1.
                NativeOp.of("reduce_norm2", new INDArray[] {w}, norms).withIntegers(0, 2).withReals(1),
                NativeOp.of("maximum", new INDArray[] {norms, limit}, norms),
                NativeOp.of("divide", new INDArray[] {limit, norms}, norms),
                NativeOp.of("multiply", new INDArray[] {w, norms}, w));
    }

    void run() {
        Operation.runAll(operations);
    }

    @Override
    public void close() {
        Operation.closeAll(operations);
    }
}
