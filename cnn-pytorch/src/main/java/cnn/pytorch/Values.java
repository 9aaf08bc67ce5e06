package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Numbers into PyTorch's tensors and out of them. */
final class Values {
    private Values() {}

    static void fill(NDArray tensor, double[] values) {
        if (tensor.getDataType() == DataType.FLOAT64) {
            tensor.set(values);
            return;
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        tensor.set(rounded);
    }

    static double[] toDoubles(NDArray tensor) {
        if (tensor.getDataType() == DataType.FLOAT64) {
            return tensor.toDoubleArray();
        }
        float[] values = tensor.toFloatArray();
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    static double scalar(NDArray tensor) {
        return tensor.getDataType() == DataType.FLOAT64 ? tensor.getDouble() : tensor.getFloat();
    }
}
