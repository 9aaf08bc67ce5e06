package cnn.exchange.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import cnn.exchange.Weights;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.List;

/** Walks a network's layers and joins what each becomes in ONNX. */
final class OnnxNetwork {
    private final OnnxGraph graph;
    private final Weights weights;

    private OnnxNetwork(OnnxGraph graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    static GraphProto graph(Weights weights, Precision precision) {
        NetworkSpec network = weights.network();
        OnnxGraph graph = new OnnxGraph(precision);
        String x = graph.input(network.input());
        String y = new OnnxNetwork(graph, weights).inRow(network.placed(), x);
        return graph.finish(y, network.output());
    }

    /** Layers one after the other; gives the name of the last one's output, without layers x itself. */
    String inRow(List<PlacedLayer> layers, String x) {
        String value = x;
        for (PlacedLayer layer : layers) {
            value = layer.spec().accept(new OnnxLayers(this, new OnnxLayer(graph, weights, layer, value)));
        }
        return value;
    }
}
