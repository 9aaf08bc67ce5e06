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
     * PyTorch's own gives x itself above 20, off by up to 2e-9. Below 0 it is exact, and above, softplus(x) = x + softplus(-x);
     * which of the two, autograd does not see.
     */
    static final Step SOFTPLUS = (x, mode) -> {
        NDArray above = x.gt(0).toType(x.getDataType(), false);
        NDArray turned = x.mul(above.mul(-2).add(1));
        return x.mul(above).add(JniUtils.softPlus((PtNDArray) turned));
    };

    private Activations() {}

    static Step leakyRelu(double slope) {
        return (x, mode) -> JniUtils.leakyRelu((PtNDArray) x, slope);
    }

    static Step elu(double alpha) {
        return (x, mode) -> JniUtils.elu((PtNDArray) x, alpha);
    }
}
