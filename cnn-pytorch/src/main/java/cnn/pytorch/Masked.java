package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import cnn.backend.Mode;
import cnn.random.DropoutMask;

/**
 * Dropout: x times a tensor of our factors, so that it drops what every other engine drops (see {@link DropoutMask}).
 *
 * @param layer the layer's index in the network
 * @param channels whether whole channels are dropped
 */
record Masked(int layer, double rate, boolean channels) implements Step {
    @Override
    public NDArray forward(NDArray x, Mode mode) {
        return mode.training() ? x.mul(factors(x, new DropoutMask(mode.seed(), mode.step(), layer, rate))) : x;
    }

    private NDArray factors(NDArray x, DropoutMask mask) {
        Shape shape = channels ? new Shape(x.getShape().get(0), x.getShape().get(1), 1, 1) : x.getShape();
        int count = Math.toIntExact(shape.size());
        if (x.getDataType() == DataType.FLOAT64) {
            double[] factors = new double[count];
            mask.factors(0, count, factors, 0);
            return x.getManager().create(factors, shape);
        }
        float[] factors = new float[count];
        mask.factors(0, count, factors, 0);
        return x.getManager().create(factors, shape);
    }
}
