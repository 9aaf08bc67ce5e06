package cnn.nd4j.op;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * tanh to within a few roundings of the result. libnd4j computes it from e^(-2x) - 1, whose rounding is relative to 1: for
 * small x the result loses all its digits (tanh(1e-9) is 0 in float32). Elements with |x| below {@link #SMALL} are computed
 * again by Java; above it the native error is below (1/(4·SMALL) + 3)·u.
 */
public final class AccurateTanh implements Operation {
    private static final double SMALL = 0.25;

    private final INDArray x;
    private final INDArray y;
    private final NativeOp rough;
    private final Runnable refine;

    /** y = tanh(x), not in place. */
    public AccurateTanh(INDArray x, INDArray y) {
        this.x = x;
        this.y = y;
        this.rough = NativeOp.of("tanh", new INDArray[] {x}, y);
        this.refine = x.dataType() == DataType.FLOAT
                ? refine(floats(x), floats(y), (int) x.length())
                : refine(doubles(x), doubles(y), (int) x.length());
    }

    private static FloatBuffer floats(INDArray array) {
        Pointer address = array.data().addressPointer();
        return new FloatPointer(address).capacity(array.length()).asBuffer();
    }

    private static DoubleBuffer doubles(INDArray array) {
        Pointer address = array.data().addressPointer();
        return new DoublePointer(address).capacity(array.length()).asBuffer();
    }

    private static Runnable refine(FloatBuffer x, FloatBuffer y, int length) {
        return () -> {
            for (int i = 0; i < length; i++) {
                if (Math.abs(x.get(i)) < SMALL) {
                    y.put(i, (float) Math.tanh(x.get(i)));
                }
            }
        };
    }

    private static Runnable refine(DoubleBuffer x, DoubleBuffer y, int length) {
        return () -> {
            for (int i = 0; i < length; i++) {
                if (Math.abs(x.get(i)) < SMALL) {
                    y.put(i, Math.tanh(x.get(i)));
                }
            }
        };
    }

    @Override
    public void run() {
        rough.run();
        HostMemory.beforeUse(x);
        HostMemory.beforeUse(y);
        refine.run();
        HostMemory.afterWrite(y);
    }

    @Override
    public void close() {
        rough.close();
    }
}
