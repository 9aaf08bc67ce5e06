package cnn.nd4j.layer;

import cnn.backend.Holding;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.Nd4jTensor;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What stages are built from.
 *
 * @param parameters the flat parameter vector
 * @param gradient the flat gradient vector
 * @param state the flat state vector
 * @param memory where stages take their arrays from; given back with the layers
 * @param oneDnn whether oneDNN may run the operations that it has
 */
public record StageContext(
        INDArray parameters,
        INDArray gradient,
        INDArray state,
        Memory memory,
        GradientArrays gradients,
        Precision precision,
        Layout layout,
        boolean oneDnn,
        int maxBatch) {

    /** The same, with gradients between layers elsewhere. */
    StageContext with(GradientArrays others) {
        return new StageContext(parameters, gradient, state, memory, others, precision, layout, oneDnn, maxBatch);
    }

    /** Room for {@code maxBatch} samples of that shape. */
    INDArray activations(Shape sample) {
        return memory.vector((long) maxBatch * sample.size(), Holding.Kind.ACTIVATION);
    }

    /** The same for what a stage keeps for itself. */
    INDArray workspace(Shape sample) {
        return memory.vector((long) maxBatch * sample.size());
    }

    /** Room for {@code maxBatch} samples of that shape, for use within one pass of one stage; the next stage's is the same. */
    INDArray scratch(Shape sample) {
        return memory.scratch((long) maxBatch * sample.size());
    }

    /** Room for the gradient with respect to {@code maxBatch} samples of that shape. */
    INDArray gradientArray(Shape sample) {
        return gradients.next((long) maxBatch * sample.size());
    }

    /** The first {@code n} samples of a vector, in this layout. */
    INDArray batch(INDArray vector, int n, Shape sample) {
        return Memory.view(vector, 0, layout.extents(n, sample));
    }

    /** A layer's array as the tensor that it hands out. */
    Nd4jTensor tensor(INDArray array, Shape shape) {
        return Nd4jTensor.over(array, shape, precision, layout);
    }

    INDArray parameter(Slice slice) {
        return Memory.view(parameters, slice.offset(), extents(slice));
    }

    INDArray gradient(Slice slice) {
        return Memory.view(gradient, slice.offset(), extents(slice));
    }

    private static long[] extents(Slice slice) {
        int[] dims = slice.parameter().shape().toArray();
        long[] extents = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            extents[i] = dims[i];
        }
        return extents;
    }
}
