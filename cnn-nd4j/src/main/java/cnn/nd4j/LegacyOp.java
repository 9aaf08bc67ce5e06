package cnn.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/** Element-by-element operations that libnd4j has in its older form only, bound once. */
final class LegacyOp implements Operation {
    private final Runnable execute;

    private LegacyOp(Runnable execute) {
        this.execute = execute;
    }

    /** z = 1 where x > 0, else 0. */
    static LegacyOp step(INDArray x, INDArray z) {
        OpExecutioner executioner = Nd4j.getExecutioner();
        ScalarOp op = new Step(x, z);
        return new LegacyOp(() -> executioner.exec(op));
    }

    /** z = √x. */
    static LegacyOp sqrt(INDArray x, INDArray z) {
        OpExecutioner executioner = Nd4j.getExecutioner();
        Sqrt op = new Sqrt(x, z);
        return new LegacyOp(() -> executioner.exec(op));
    }

    @Override
    public void run() {
        execute.run();
    }

    @Override
    public void close() {}
}
