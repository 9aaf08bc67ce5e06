package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import cnn.data.Batch;
import cnn.error.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Pictures and one-hot labels of one batch size: tensors over memory that Java writes to, so that one copy is enough. */
final class BatchInput {
    private final ByteBuffer pixels;
    private final ByteBuffer targets;
    private final NDArray x;
    private final NDArray t;
    private final DataType type;
    private final int outputs;

    BatchInput(NDManager manager, cnn.tensor.Shape sample, int outputs, int n, DataType type) {
        this.type = type;
        this.outputs = outputs;
        int bytes = type.getNumOfBytes();
        pixels = direct(n * sample.size() * bytes);
        targets = direct(n * outputs * bytes);
        x = manager.create(pixels, Parameters.shape(sample.withBatch(n)), type);
        t = manager.create(targets, new Shape(n, outputs), type);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Takes samples {@code from} to {@code from} + N of the batch. */
    BatchInput fill(Batch batch, int from) {
        int n = (int) x.getShape().get(0);
        int sample = (int) (x.size() / n);
        if (type == DataType.FLOAT64) {
            for (int i = 0; i < n * sample; i++) {
                pixels.putDouble(i * Double.BYTES, batch.x()[from * sample + i]);
            }
        } else {
            pixels.asFloatBuffer().put(batch.x(), from * sample, n * sample);
        }
        for (int i = 0; i < n; i++) {
            oneHot(i, batch.labels()[from + i], from + i);
        }
        return this;
    }

    private void oneHot(int row, int label, int sample) {
        if (label < 0 || label >= outputs) {
            throw new BadInputException(
                    "label %d of sample %d does not fit the network's %d outputs".formatted(label, sample, outputs));
        }
        for (int k = 0; k < outputs; k++) {
            int at = row * outputs + k;
            if (type == DataType.FLOAT64) {
                targets.putDouble(at * Double.BYTES, k == label ? 1 : 0);
            } else {
                targets.putFloat(at * Float.BYTES, k == label ? 1 : 0);
            }
        }
    }

    /** {@code [N, …]}. */
    NDArray x() {
        return x;
    }

    /** {@code [N, K]}, one-hot. */
    NDArray t() {
        return t;
    }
}
