package cnn.compare.engine;

import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network with branches in DL4J's words. Each of our layers stays apart, for training too: DL4J lays out the parameters in
 * the graph's topological order, so a graph with other vertices would lie otherwise, and in a ResNet an activation stands
 * behind a normalisation, which has no room for it, or behind an addition.
 *
 * <p>In inference DL4J's activation layers write into the network's input, whoever else is still to read it. Where one takes the
 * input itself, a vertex that copies stands in front of it ({@code ScaleVertex} by 1).
 */
final class Dl4jGraphPlan {
    private static final String INPUT = "input";

    private final ComputationGraphConfiguration configuration;
    private final String lastVertex;
    private final List<Dl4jStep> steps = new ArrayList<>();
    private final ComputationGraphConfiguration.GraphBuilder graph;

    /** @throws NoCounterpartException if DL4J has no layer that computes the same as one of the network's */
    Dl4jGraphPlan(EngineSettings settings, Precision precision, IUpdater updater) {
        graph = Dl4jWords.configuration(settings, precision, updater).graphBuilder().addInputs(INPUT);
        lastVertex = add(settings.network().placed(), INPUT, true);
        graph.addLayer(Dl4jWords.LOSS, Dl4jWords.lossLayer(settings, precision), lastVertex)
                .setOutputs(Dl4jWords.LOSS);
        configuration = graph.build();
    }

    ComputationGraphConfiguration configuration() {
        return configuration;
    }

    List<Dl4jStep> steps() {
        return List.copyOf(steps);
    }

    /** The one that the loss layer takes its input from. */
    String lastVertex() {
        return lastVertex;
    }

    /**
     * Adds layers in a row behind a vertex; gives the name of the last vertex.
     *
     * @param input whether that vertex gives the network's input itself, in this shape or another
     */
    private String add(List<PlacedLayer> layers, String before, boolean input) {
        String last = before;
        boolean stillInput = input;
        for (PlacedLayer placed : layers) {
            if (placed.isComposite()) {
                last = block(placed, last, stillInput);
                stillInput = false;
            } else {
                Dl4jPiece piece = Dl4jTranslator.translate(placed);
                last = single(placed, piece, last, stillInput);
                // A flatten layer gives the same numbers in another shape.
                stillInput &= piece.layers().isEmpty();
            }
        }
        return last;
    }

    private String block(PlacedLayer placed, String before, boolean input) {
        String[] ends = placed.branches().stream()
                .map(branch -> add(branch, before, input))
                .toArray(String[]::new);
        graph.addVertex(placed.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), ends);
        return placed.name();
    }

    private String single(PlacedLayer placed, Dl4jPiece piece, String before, boolean input) {
        steps.add(Dl4jStep.of(placed, piece));
        String last = before;
        for (Layer layer : piece.layers()) {
            if (input && layer instanceof ActivationLayer) {
                String copy = layer.getLayerName() + "-copy";
                graph.addVertex(copy, new ScaleVertex(1), last);
                last = copy;
            }
            graph.addLayer(layer.getLayerName(), layer, last);
            last = layer.getLayerName();
        }
        if (piece.reshape().isPresent()) {
            graph.addVertex(placed.name(), new PreprocessorVertex(piece.reshape().get()), last);
            last = placed.name();
        }
        return last;
    }
}
