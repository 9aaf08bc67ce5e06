package cnn.exchange.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** An ONNX graph as it grows. Values and nodes are called by names, which the layers keep apart. */
final class OnnxGraph {
    /** Layers' values have a dot in their names, so nothing else can be called so. */
    private static final String INPUT = "x";

    private static final String OUTPUT = "y";
    private static final String BATCH = "N";

    private final Precision precision;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("cnn");
    private final List<NodeProto.Builder> nodes = new ArrayList<>();

    OnnxGraph(Precision precision) {
        this.precision = precision;
    }

    Precision precision() {
        return precision;
    }

    /** Declares the network's input {@code [N, …]}; gives its name. */
    String input(Shape sample) {
        graph.addInput(value(INPUT, sample));
        return INPUT;
    }

    /** Adds a node with one output, after which it is called; gives the output's name. */
    String node(String operator, String output, List<String> inputs, OnnxAttributes attributes) {
        nodes.add(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(attributes.list()));
        return output;
    }

    /** Adds numbers in the graph's precision; gives their name. */
    String numbers(String name, Shape shape, double[] values, int offset) {
        graph.addInitializer(OnnxTensors.numbers(name, shape, values, offset, precision));
        return name;
    }

    /** Adds numbers in float32 whatever the graph's precision; gives their name. */
    String floats(String name, double... values) {
        graph.addInitializer(OnnxTensors.numbers(name, Shape.of(values.length), values, 0, Precision.FLOAT32));
        return name;
    }

    /** Adds a scalar in the graph's precision; gives its name. */
    String scalar(String name, double value) {
        graph.addInitializer(OnnxTensors.scalar(name, value, precision));
        return name;
    }

    /** Adds whole numbers, as ONNX wants shapes and axes; gives their name. */
    String integers(String name, long... values) {
        graph.addInitializer(OnnxTensors.integers(name, values));
        return name;
    }

    /** The whole graph, with the value {@code last} as its output, which is then called {@code y}. */
    GraphProto finish(String last, Shape sample) {
        if (last.equals(INPUT)) {
            node("Identity", OUTPUT, List.of(INPUT), OnnxAttributes.NONE);
        }
        for (NodeProto.Builder node : nodes) {
            rename(node, last);
            graph.addNode(node);
        }
        return graph.addOutput(value(OUTPUT, sample)).build();
    }

    private static void rename(NodeProto.Builder node, String last) {
        if (last.equals(INPUT)) {
            return;
        }
        for (int i = 0; i < node.getInputCount(); i++) {
            if (node.getInput(i).equals(last)) {
                node.setInput(i, OUTPUT);
            }
        }
        if (node.getOutput(0).equals(last)) {
            node.setOutput(0, OUTPUT);
        }
    }

    private ValueInfoProto value(String name, Shape sample) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam(BATCH);
        for (int extent : sample.toArray()) {
            shape.addDimBuilder().setDimValue(extent);
        }
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        value.getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(elementType().getNumber())
                .setShape(shape);
        return value.build();
    }

    private TensorProto.DataType elementType() {
        return OnnxTensors.elementType(precision);
    }
}
