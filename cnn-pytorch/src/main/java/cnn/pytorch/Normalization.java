package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LocalResponseNorm;
import java.util.function.Supplier;

/** Normalisations that keep no statistics. DJL's native code has PyTorch's layer normalisation; the others are made of what it has. */
final class Normalization {
    private Normalization() {}

    /** Not by DJL's own face of the operation, which takes ε as a float. */
    static Step layer(LayerNorm spec, Supplier<NDArray> gamma, Supplier<NDArray> beta) {
        return (x, mode) -> layer(x, gamma.get(), beta.get(), spec.epsilon());
    }

    private static NDArray layer(NDArray x, NDArray gamma, NDArray beta, double epsilon) {
        return JniUtils.layerNorm(
                (PtNDArray) x, x.getShape().slice(x.getShape().dimension() - gamma.getShape().dimension()), (PtNDArray)
                        gamma, (PtNDArray) beta, epsilon);
    }

    /**
     * Each group as a row of its own, by layer normalisation without scale and shift, and these afterwards.
     *
     * @param sample the shape of one
     * @param memory of constants
     */
    static Step group(
            GroupNorm spec,
            cnn.tensor.Shape sample,
            Supplier<NDArray> gamma,
            Supplier<NDArray> beta,
            NDManager memory,
            DataType type) {
        int length = sample.size() / spec.groups();
        NDArray ones = memory.ones(new Shape(length), type);
        NDArray zeros = memory.zeros(new Shape(length), type);
        Shape channels = new Shape(1, sample.dim(0), 1, 1);
        return (x, mode) -> {
            NDArray rows = x.reshape(x.getShape().get(0), spec.groups(), length);
            NDArray normal = layer(rows, ones, zeros, spec.epsilon()).reshape(x.getShape());
            return normal.mul(gamma.get().reshape(channels)).add(beta.get().reshape(channels));
        };
    }

    /**
     * As PyTorch's own library function does it, which is not native code: an average pooling of the squares along the channels.
     * Its α is ours times size, the mean is the sum by size.
     */
    static Step localResponse(LocalResponseNorm spec) {
        int half = spec.size() / 2;
        Shape window = new Shape(spec.size(), 1);
        return (x, mode) -> {
            Shape shape = x.getShape();
            NDArray squares = x.mul(x).reshape(shape.get(0), 1, shape.get(1), shape.get(2) * shape.get(3));
            NDArray means = squares.getNDArrayInternal()
                    .avgPool(window, new Shape(1, 1), new Shape(half, 0), false, true)
                    .reshape(shape);
            return x.div(means.mul(spec.size() * spec.alpha()).add(spec.k()).pow(spec.beta()));
        };
    }
}
