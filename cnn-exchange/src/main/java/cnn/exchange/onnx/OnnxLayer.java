package cnn.exchange.onnx;

import cnn.exchange.Weights;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * One layer on its way into a graph: its place, its input's name, its weights. What it adds is called {@code conv1.y},
 * and {@code conv1.y.pad} for a step on the way.
 */
final class OnnxLayer {
    private final OnnxGraph graph;
    private final Weights weights;
    private final PlacedLayer placed;
    private final String x;

    OnnxLayer(OnnxGraph graph, Weights weights, PlacedLayer placed, String x) {
        this.graph = graph;
        this.weights = weights;
        this.placed = placed;
        this.x = x;
    }

    PlacedLayer placed() {
        return placed;
    }

    String x() {
        return x;
    }

    /** Whether the graph is in float64, for which many runtimes lack operators. */
    boolean doubles() {
        return graph.precision() == Precision.FLOAT64;
    }

    /** A node that gives the layer's output. */
    String y(String operator, List<String> inputs, OnnxAttributes attributes) {
        return graph.node(operator, name("y"), inputs, attributes);
    }

    String y(String operator, String... inputs) {
        return y(operator, List.of(inputs), OnnxAttributes.NONE);
    }

    /** A node on the way to it. */
    String step(String what, String operator, List<String> inputs, OnnxAttributes attributes) {
        return graph.node(operator, name("y." + what), inputs, attributes);
    }

    String step(String what, String operator, String... inputs) {
        return step(what, operator, List.of(inputs), OnnxAttributes.NONE);
    }

    /** The parameter of that short name, in its own shape. */
    String parameter(String shortName) {
        return parameter(shortName, placed.parameter(shortName).parameter().shape());
    }

    /** The same numbers in another shape of as many elements. */
    String parameter(String shortName, Shape shape) {
        Slice slice = placed.parameter(shortName);
        return graph.numbers(slice.name(), shape, weights.parameters(), slice.offset());
    }

    String state(String shortName) {
        StateSlice slice = placed.state(shortName);
        return graph.numbers(slice.name(), slice.state().shape(), weights.state(), slice.offset());
    }

    /** A copy of the state's numbers. */
    double[] stateValues(String shortName) {
        StateSlice slice = placed.state(shortName);
        return Arrays.copyOfRange(weights.state(), slice.offset(), slice.end());
    }

    /** Numbers made for the export. */
    String numbers(String shortName, Shape shape, double[] values) {
        return graph.numbers(name(shortName), shape, values, 0);
    }

    String scalar(String shortName, double value) {
        return graph.scalar(name(shortName), value);
    }

    /** Numbers that ONNX wants in float32 whatever the precision, such as factors of size. */
    String floats(String shortName, double... values) {
        return graph.floats(name(shortName), values);
    }

    String integers(String shortName, long... values) {
        return graph.integers(name(shortName), values);
    }

    private String name(String shortName) {
        return placed.name() + "." + shortName;
    }
}
