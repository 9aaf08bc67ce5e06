package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Activation functions in PyTorch's operations, not by DJL's own face of them, which takes numbers as floats. */
final class Activations {
    /** By erf. */
    static final Step GELU = (x, mode) -> JniUtils.gelu((PtNDArray) x);

    /** The approximation by tanh, for which DJL has no switch. */
    static final Step TANH_GELU = (x, mode) -> {
        NDArray u = x.mul(x).mul(x).mul(0.044715).add(x).mul(Math.sqrt(2 / Math.PI));
        return x.mul(u.tanh().add(1)).mul(0.5);
    };

    /**
     * PyTorch's own gives x itself above 20, off by up to 2e-9. Of -|x| it never does, and softplus(x) = (x + |x|)/2 +
     * softplus(-|x|), at 0 with the right derivative too: autograd takes |x|' = 0 there.
     */
    static final Step SOFTPLUS = (x, mode) -> {
        NDArray size = x.abs();
        NDArray bend = JniUtils.softPlus((PtNDArray) size.neg());
        return x.add(size).mul(0.5).add(bend);
    };

    private Activations() {}

    static Step leakyRelu(double slope) {
        return (x, mode) -> JniUtils.leakyRelu((PtNDArray) x, slope);
    }

    static Step elu(double alpha) {
        return (x, mode) -> JniUtils.elu((PtNDArray) x, alpha);
    }
}
