package cnn.compare.engine.dl4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between Java arrays and ND4J's, in bulk; at this boundary everything is row-major. */
final class Dl4jArrays {
    private Dl4jArrays() {}

    /** A fresh row-major copy of any array, view or not. */
    static double[] toDoubles(INDArray source) {
        INDArray packed = source.dup('c');
        double[] values = new double[Math.toIntExact(packed.length())];
        if (packed.dataType() == DataType.DOUBLE) {
            packed.data().asNioDouble().get(values);
        } else {
            FloatBuffer buffer = packed.data().asNioFloat();
            for (int i = 0; i < values.length; i++) {
                values[i] = buffer.get(i);
            }
        }
        packed.close();
        return values;
    }

    /** Overwrites a packed row-major array, rounding to its precision. */
    static void fill(INDArray target, double[] values) {
        if (target.dataType() == DataType.DOUBLE) {
            target.data().asNioDouble().put(values);
        } else {
            FloatBuffer buffer = target.data().asNioFloat();
            for (int i = 0; i < values.length; i++) {
                buffer.put(i, (float) values[i]);
            }
        }
    }

    /** Overwrites a packed array {@code [N, …]} with samples, the first of them at {@code offset}. */
    static void fillSamples(INDArray target, float[] samples, int offset) {
        int size = Math.toIntExact(target.length());
        if (target.dataType() == DataType.FLOAT) {
            target.data().asNioFloat().put(samples, offset, size);
        } else {
            DoubleBuffer buffer = target.data().asNioDouble();
            for (int i = 0; i < size; i++) {
                buffer.put(i, samples[offset + i]);
            }
        }
    }
}
