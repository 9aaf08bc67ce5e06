package cnn.exchange.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import cnn.error.BadInputException;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as ONNX keeps them: row-major, little-endian, in {@code raw_data}. */
final class OnnxTensors {
    private OnnxTensors() {}

    static TensorProto.DataType elementType(Precision precision) {
        return precision == Precision.FLOAT32 ? TensorProto.DataType.FLOAT : TensorProto.DataType.DOUBLE;
    }

    /** @throws BadInputException if a number is too large for the precision; names the tensor */
    static TensorProto numbers(String name, Shape shape, double[] values, int offset, Precision precision) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(elementType(precision).getNumber());
        for (int extent : shape.toArray()) {
            tensor.addDims(extent);
        }
        return tensor.setRawData(bytes(name, values, offset, shape.size(), precision)).build();
    }

    static TensorProto scalar(String name, double value, Precision precision) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(elementType(precision).getNumber())
                .setRawData(bytes(name, new double[] {value}, 0, 1, precision))
                .build();
    }

    static TensorProto integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        ByteBuffer buffer = buffer(values.length * Long.BYTES);
        for (long value : values) {
            buffer.putLong(value);
        }
        return tensor.setRawData(ByteString.copyFrom(buffer.flip())).build();
    }

    private static ByteString bytes(String name, double[] values, int offset, int count, Precision precision) {
        ByteBuffer buffer = buffer(count * precision.bytes());
        for (int i = 0; i < count; i++) {
            double value = values[offset + i];
            if (precision == Precision.FLOAT64) {
                buffer.putDouble(value);
            } else {
                buffer.putFloat(rounded(name, i, value));
            }
        }
        return ByteString.copyFrom(buffer.flip());
    }

    private static float rounded(String name, int index, double value) {
        float rounded = (float) value;
        if (Float.isInfinite(rounded)) {
            throw new BadInputException("%s [element %d] is %s, too large for float32; export in float64"
                    .formatted(name, index, value));
        }
        return rounded;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
