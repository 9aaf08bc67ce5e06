package cnn.nd4j.op;

import cnn.optim.EpsilonRoot;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** d ← √x + ε, or d ← √(x + ε), element by element. */
public final class Root implements AutoCloseable {
    private final INDArray epsilon;
    private final List<Operation> operations;

    /** @param epsilon a scalar of its own */
    public Root(INDArray x, INDArray d, EpsilonRoot place, INDArray epsilon) {
        this.epsilon = epsilon;
        this.operations = place == EpsilonRoot.OUTSIDE
                ? List.of(LegacyOp.sqrt(x, d), NativeOp.of("add", new INDArray[] {d, epsilon}, d))
                : List.of(NativeOp.of("add", new INDArray[] {x, epsilon}, d), LegacyOp.sqrt(d, d));
    }

    public void run(double newEpsilon) {
        epsilon.putScalar(0, newEpsilon);
        Operation.runAll(operations);
    }

    @Override
    public void close() {
        Operation.closeAll(operations);
    }
}
