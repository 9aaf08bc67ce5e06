package cnn.nd4j.op;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.TransformOp;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;

/** Element-by-element operations that libnd4j has in its older form only, bound once. */
public final class LegacyOp implements Operation {
    private final OpExecutioner executioner = Nd4j.getExecutioner();
    private final Op op;

    private LegacyOp(TransformOp op) {
        this.op = op;
    }

    private LegacyOp(ScalarOp op) {
        this.op = op;
    }

    /** z = 1 where x > 0, else 0. */
    public static LegacyOp step(INDArray x, INDArray z) {
        return new LegacyOp(new Step(x, z));
    }

    /** z = 1 where x > 0, -1 where x < 0, else 0. */
    public static LegacyOp sign(INDArray x, INDArray z) {
        return new LegacyOp(new Sign(x, z));
    }

    /** z = √x. */
    static LegacyOp sqrt(INDArray x, INDArray z) {
        return new LegacyOp(new Sqrt(x, z));
    }

    /** z = |x|. */
    public static LegacyOp abs(INDArray x, INDArray z) {
        return new LegacyOp(new Abs(x, z));
    }

    /** z = eˣ. */
    public static LegacyOp exp(INDArray x, INDArray z) {
        return new LegacyOp(new Exp(x, z));
    }

    /** z = ln x. */
    public static LegacyOp log(INDArray x, INDArray z) {
        return new LegacyOp(new Log(x, z));
    }

    public static LegacyOp erf(INDArray x, INDArray z) {
        return new LegacyOp(new Erf(x, z));
    }

    /** z = xᵖ. */
    public static LegacyOp pow(INDArray x, double p, INDArray z) {
        return new LegacyOp(new Pow(x, z, p));
    }

    @Override
    public void run() {
        executioner.exec(op);
    }

    @Override
    public void close() {}
}
