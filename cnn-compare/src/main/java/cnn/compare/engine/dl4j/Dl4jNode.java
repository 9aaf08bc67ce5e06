package cnn.compare.engine.dl4j;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * One step of a DL4J network that somebody else has made: a layer without its activation, an activation, a reshaping,
 * or a vertex that joins branches.
 *
 * @param label for messages: {@code layer 'conv2' (ConvolutionLayer)}
 * @param vertex the layer or vertex that it is or belongs to
 * @param layer its activation is the identity, unless it is an activation
 * @param join how branches become one: the vertex' class and its settings; empty for all else
 * @param inputs the steps before it; none for the network's input
 */
record Dl4jNode(
        String label,
        String vertex,
        Optional<Layer> layer,
        Optional<InputPreProcessor> reshape,
        Optional<GraphVertex> join,
        List<Dl4jNode> inputs) {
    Dl4jNode {
        inputs = List.copyOf(inputs);
    }

    static Dl4jNode input(String name) {
        String label = "the network's input";
        return new Dl4jNode(label, name, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    static Dl4jNode layer(String vertex, Layer layer, Dl4jNode before) {
        String label = "layer '%s' (%s)".formatted(vertex, layer.getClass().getSimpleName());
        return new Dl4jNode(label, vertex, Optional.of(layer), Optional.empty(), Optional.empty(), List.of(before));
    }

    static Dl4jNode reshape(String vertex, InputPreProcessor reshape, Dl4jNode before) {
        String label = "%s before '%s'".formatted(reshape.getClass().getSimpleName(), vertex);
        return new Dl4jNode(label, vertex, Optional.empty(), Optional.of(reshape), Optional.empty(), List.of(before));
    }

    static Dl4jNode join(String vertex, GraphVertex join, List<Dl4jNode> branches) {
        String label = "vertex '%s' (%s)".formatted(vertex, join.getClass().getSimpleName());
        return new Dl4jNode(label, vertex, Optional.empty(), Optional.empty(), Optional.of(join), branches);
    }

    boolean isInput() {
        return inputs.isEmpty();
    }
}
