package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.training.Targets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Pictures and targets of one batch size: tensors over memory that Java writes to, so that one copy is enough. */
final class BatchInput {
    private final ByteBuffer pixels;
    private final ByteBuffer targets;
    private final NDArray x;
    private final NDArray t;
    private final DataType type;
    private final int outputs;
    private final double[] shares;

    BatchInput(NDManager manager, cnn.tensor.Shape sample, int outputs, int n, DataType type) {
        this.type = type;
        this.outputs = outputs;
        this.shares = new double[n * outputs];
        int bytes = type.getNumOfBytes();
        pixels = direct(n * sample.size() * bytes);
        targets = direct(n * outputs * bytes);
        x = manager.create(pixels, Parameters.shape(sample.withBatch(n)), type);
        t = manager.create(targets, new Shape(n, outputs), type);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Takes the pictures {@code from} to {@code from} + N of the batch, for answers alone. */
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
        return this;
    }

    /** Takes a batch of N pictures, and their targets for a loss. */
    BatchInput fill(Batch batch, LossSpec loss) {
        fill(batch, 0);
        Targets.rows(batch, loss, outputs, shares);
        for (int i = 0; i < shares.length; i++) {
            if (type == DataType.FLOAT64) {
                targets.putDouble(i * Double.BYTES, shares[i]);
            } else {
                targets.putFloat(i * Float.BYTES, (float) shares[i]);
            }
        }
        return this;
    }

    /** {@code [N, …]}. */
    NDArray x() {
        return x;
    }

    /** {@code [N, K]}, the classes' shares. */
    NDArray t() {
        return t;
    }
}
