package cnn.model.safetensors;

import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;

/** An array with its shape, in the precision in which it was computed: its values are kept bit for bit. */
public sealed interface StoredTensor {
    Shape shape();

    Precision precision();

    /** Writes the values into {@code target} from {@code offset} on; float64 is rounded to nearest. */
    void copyTo(float[] target, int offset);

    /** Writes the values into {@code target} from {@code offset} on, exactly. */
    void copyTo(double[] target, int offset);

    /** binary32. Arrays are not copied: whoever gives one leaves it alone afterwards. */
    record Floats(Shape shape, float[] values) implements StoredTensor {
        public Floats {
            requireLength(shape, values.length);
        }

        @Override
        public Precision precision() {
            return Precision.FLOAT32;
        }

        @Override
        public void copyTo(float[] target, int offset) {
            System.arraycopy(values, 0, target, offset, values.length);
        }

        @Override
        public void copyTo(double[] target, int offset) {
            for (int i = 0; i < values.length; i++) {
                target[offset + i] = values[i];
            }
        }
    }

    /** binary64. Arrays are not copied: whoever gives one leaves it alone afterwards. */
    record Doubles(Shape shape, double[] values) implements StoredTensor {
        public Doubles {
            requireLength(shape, values.length);
        }

        @Override
        public Precision precision() {
            return Precision.FLOAT64;
        }

        @Override
        public void copyTo(float[] target, int offset) {
            for (int i = 0; i < values.length; i++) {
                target[offset + i] = (float) values[i];
            }
        }

        @Override
        public void copyTo(double[] target, int offset) {
            System.arraycopy(values, 0, target, offset, values.length);
        }
    }

    /** A copy of a backend's tensor. */
    static StoredTensor of(Tensor tensor) {
        return slice(tensor, 0, tensor.shape());
    }

    /** A copy of a part of a backend's flat vector, as {@link cnn.spec.Slice} names them. */
    static StoredTensor slice(Tensor flat, int offset, Shape shape) {
        int end = offset + shape.size();
        if (flat.precision() == Precision.FLOAT32) {
            float[] values = new float[flat.shape().size()];
            flat.copyTo(values);
            return new Floats(shape, Arrays.copyOfRange(values, offset, end));
        }
        return new Doubles(shape, Arrays.copyOfRange(flat.toDoubles(), offset, end));
    }

    private static void requireLength(Shape shape, int length) {
        if (length != shape.size()) {
            throw new IllegalArgumentException("%d values do not fill %s".formatted(length, shape));
        }
    }
}
