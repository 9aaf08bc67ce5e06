package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SoftmaxCrossEntropy;

/** The losses in PyTorch's operations. */
final class Losses {
    private Losses() {}

    /**
     * @param y outputs {@code [N, K]}
     * @param t targets {@code [N, K]}
     * @return a scalar
     */
    static NDArray of(LossSpec spec, NDArray y, NDArray t) {
        if (spec instanceof SoftmaxCrossEntropy) {
            return y.logSoftmax(1).mul(t).sum().div(-t.getShape().get(0));
        }
        if (spec instanceof MeanSquaredError) {
            return y.sub(t).square().mean();
        }
        throw new IllegalArgumentException("no loss of PyTorch's is known for " + spec.kind());
    }
}
