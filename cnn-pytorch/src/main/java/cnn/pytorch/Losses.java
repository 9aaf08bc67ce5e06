package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;

/** The losses in PyTorch's operations: scalars of outputs y and targets t, both {@code [N, K]}. */
final class Losses implements LossSpec.Visitor<NDArray> {
    private final NDArray y;
    private final NDArray t;

    private Losses(NDArray y, NDArray t) {
        this.y = y;
        this.t = t;
    }

    /**
     * @param y outputs {@code [N, K]}
     * @param t targets {@code [N, K]}
     * @return a scalar
     */
    static NDArray of(LossSpec spec, NDArray y, NDArray t) {
        return spec.accept(new Losses(y, t));
    }

    @Override
    public NDArray softmaxCrossEntropy(SoftmaxCrossEntropy spec) {
        long n = t.getShape().get(0);
        NDArray logP = y.logSoftmax(1);
        if (spec.labelSmoothing() == 0 && spec.classWeights().isEmpty()) {
            return logP.mul(t).sum().div(-n);
        }
        int k = (int) t.getShape().get(1);
        NDArray even = t.sum(new int[] {1}, true).mul(spec.labelSmoothing() / k);
        NDArray smooth = t.mul(1 - spec.labelSmoothing()).add(even);
        return logP.mul(smooth).mul(weights(spec, k)).sum().div(-n);
    }

    private NDArray weights(SoftmaxCrossEntropy spec, int k) {
        double[] weights = new double[k];
        for (int j = 0; j < k; j++) {
            weights[j] = spec.classWeight(j);
        }
        return y.getManager().create(weights).toType(y.getDataType(), false);
    }

    /** As PyTorch's own {@code BCEWithLogitsLoss} computes it; DJL's does not take logits of both signs apart. */
    @Override
    public NDArray sigmoidCrossEntropy(SigmoidCrossEntropy spec) {
        NDArray small = y.abs().neg().exp().add(1).log();
        return y.maximum(0).sub(y.mul(t)).add(small).mean();
    }

    @Override
    public NDArray meanSquaredError(MeanSquaredError spec) {
        return y.sub(t).square().mean();
    }

    @Override
    public NDArray meanAbsoluteError(MeanAbsoluteError spec) {
        return y.sub(t).abs().mean();
    }

    /** With q = min(|d|, δ): q²/2 + δ·(|d| - q) is both branches in one. */
    @Override
    public NDArray huber(Huber spec) {
        NDArray distance = y.sub(t).abs();
        NDArray near = distance.minimum(spec.delta());
        return near.square().mul(0.5).add(distance.sub(near).mul(spec.delta())).mean();
    }

    @Override
    public NDArray hinge(Hinge spec) {
        NDArray sign = t.mul(2).sub(1);
        return sign.mul(y).neg().add(1).maximum(0).mean();
    }
}
