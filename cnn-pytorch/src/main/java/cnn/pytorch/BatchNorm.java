package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import cnn.backend.Mode;
import cnn.error.BadInputException;
import cnn.spec.BatchNorm2d;
import java.util.function.Supplier;

/**
 * Batch normalisation by PyTorch's operation. It lets the running variance follow the unbiased variance of the batch, ours
 * follows the biased one: the new part is scaled by (n - 1) / n, n = N·H·W.
 */
record BatchNorm(BatchNorm2d spec, NDArray mean, NDArray var, Supplier<NDArray> gamma, Supplier<NDArray> beta)
        implements Step {
    @Override
    public NDArray forward(NDArray x, Mode mode) {
        if (!mode.training()) {
            return normalise(x, var, false);
        }
        double n = (double) x.size() / x.getShape().get(1);
        if (n == 1) {
            throw new BadInputException(
                    "batch_norm2d: PyTorch trains on no batch that gives a channel a single value; take a larger batch");
        }
        // Autograd keeps what the operation has written to, and accepts no later change: so it gets a copy.
        NDArray followed = var.duplicate();
        followed.attach(x.getManager());
        NDArray y = normalise(x, followed, true);
        var.muli(1 - spec.momentum());
        try (NDArray added = followed.sub(var)) {
            var.addi(added.muli((n - 1) / n));
        }
        return y;
    }

    /** Not by DJL's own face of the operation, which takes ε and momentum as floats. */
    private NDArray normalise(NDArray x, NDArray variance, boolean training) {
        return JniUtils.batchNorm(
                (PtNDArray) x,
                (PtNDArray) mean,
                (PtNDArray) variance,
                (PtNDArray) gamma.get(),
                (PtNDArray) beta.get(),
                training,
                spec.momentum(),
                spec.epsilon());
    }
}
