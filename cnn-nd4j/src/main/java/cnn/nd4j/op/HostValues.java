package cnn.nd4j.op;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers of a contiguous array as Java sees them: copies in and out, in bulk where the precision is the same. */
public interface HostValues {
    void write(float[] source);

    void write(double[] source);

    void read(float[] target);

    void read(double[] target);

    /** The first {@code length} elements of {@code array}, in memory order. */
    static HostValues of(INDArray array, int length) {
        return of(array, 0, length);
    }

    /** {@code length} elements of {@code array} from {@code offset} on, in memory order. */
    static HostValues of(INDArray array, int offset, int length) {
        Pointer address = array.data().addressPointer();
        int end = offset + length;
        return array.dataType() == DataType.FLOAT
                ? new Floats(array, new FloatPointer(address).capacity(end).asBuffer().slice(offset, length))
                : new Doubles(array, new DoublePointer(address).capacity(end).asBuffer().slice(offset, length));
    }

    /** Of a float32 array. */
    record Floats(INDArray array, FloatBuffer values) implements HostValues {
        @Override
        public void write(float[] source) {
            HostMemory.beforeUse(array);
            values.put(0, source, 0, values.capacity());
            HostMemory.afterWrite(array);
        }

        @Override
        public void write(double[] source) {
            HostMemory.beforeUse(array);
            for (int i = 0; i < values.capacity(); i++) {
                values.put(i, (float) source[i]);
            }
            HostMemory.afterWrite(array);
        }

        @Override
        public void read(float[] target) {
            HostMemory.beforeUse(array);
            values.get(0, target, 0, values.capacity());
        }

        @Override
        public void read(double[] target) {
            HostMemory.beforeUse(array);
            for (int i = 0; i < values.capacity(); i++) {
                target[i] = values.get(i);
            }
        }
    }

    /** Of a float64 array. */
    record Doubles(INDArray array, DoubleBuffer values) implements HostValues {
        @Override
        public void write(float[] source) {
            HostMemory.beforeUse(array);
            for (int i = 0; i < values.capacity(); i++) {
                values.put(i, source[i]);
            }
            HostMemory.afterWrite(array);
        }

        @Override
        public void write(double[] source) {
            HostMemory.beforeUse(array);
            values.put(0, source, 0, values.capacity());
            HostMemory.afterWrite(array);
        }

        @Override
        public void read(float[] target) {
            HostMemory.beforeUse(array);
            for (int i = 0; i < values.capacity(); i++) {
                target[i] = (float) values.get(i);
            }
        }

        @Override
        public void read(double[] target) {
            HostMemory.beforeUse(array);
            values.get(0, target, 0, values.capacity());
        }
    }
}
