package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import cnn.spec.BatchNorm2d;
import java.util.function.Supplier;

/**
 * Batch normalisation by PyTorch's operation. It lets the running variance follow the unbiased variance of the batch, ours
 * follows the biased one: the new part is scaled by (n - 1) / n, n = N·H·W.
 */
record BatchNorm(BatchNorm2d spec, NDArray mean, NDArray var, Supplier<NDArray> gamma, Supplier<NDArray> beta)
        implements Step {
    @Override
    public NDArray forward(NDArray x, boolean training) {
        if (!training) {
            return normalise(x, false);
        }
        double n = (double) x.size() / x.getShape().get(1);
        try (NDArray kept = var.mul(1 - spec.momentum())) {
            NDArray y = normalise(x, true);
            if (n > 1) {
                var.subi(kept).muli((n - 1) / n).addi(kept);
            } else {
                // PyTorch's variance of a single value is no number.
                kept.copyTo(var);
            }
            return y;
        }
    }

    /** Not by DJL's own face of the operation, which takes ε and momentum as floats. */
    private NDArray normalise(NDArray x, boolean training) {
        return JniUtils.batchNorm(
                (PtNDArray) x,
                (PtNDArray) mean,
                (PtNDArray) var,
                (PtNDArray) gamma.get(),
                (PtNDArray) beta.get(),
                training,
                spec.momentum(),
                spec.epsilon());
    }
}
