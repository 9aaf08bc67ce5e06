package cnn.exchange.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** The attributes of a node: numbers that belong to the operator, not to what flows through it. */
record OnnxAttributes(List<AttributeProto> list) {
    static final OnnxAttributes NONE = new OnnxAttributes(List.of());

    OnnxAttributes {
        list = List.copyOf(list);
    }

    OnnxAttributes with(String name, long value) {
        return and(attribute(name, AttributeProto.AttributeType.INT).setI(value));
    }

    /** ONNX keeps such a number in float32, whatever the precision of the tensors. */
    OnnxAttributes with(String name, float value) {
        return and(attribute(name, AttributeProto.AttributeType.FLOAT).setF(value));
    }

    OnnxAttributes with(String name, String value) {
        return and(attribute(name, AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    OnnxAttributes withList(String name, long... values) {
        AttributeProto.Builder attribute = attribute(name, AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return and(attribute);
    }

    private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private OnnxAttributes and(AttributeProto.Builder attribute) {
        List<AttributeProto> longer = new ArrayList<>(list);
        longer.add(attribute.build());
        return new OnnxAttributes(longer);
    }
}
