package cnn.compare.engine.dl4j;

import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.NoCounterpartException;
import cnn.optim.UpdateSpec;
import cnn.spec.Join;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
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

    /**
     * Where layers in a row have come to.
     *
     * @param input whether the vertex gives the network's input itself, in this shape or another
     */
    private record End(String vertex, boolean input) {}

    private final Dl4jDialect dialect;
    private final ComputationGraphConfiguration configuration;
    private final String lastVertex;
    private final List<Dl4jStep> steps = new ArrayList<>();
    private final ComputationGraphConfiguration.GraphBuilder graph;
    private final UpdateSpec update;

    /** In nothing but DL4J's own classes. */
    Dl4jGraphPlan(EngineSettings settings, Precision precision, IUpdater updater) {
        this(settings, precision, updater, Dl4jDialect.PLAIN);
    }

    /** @throws NoCounterpartException if DL4J has no layer that computes the same as one of the network's */
    Dl4jGraphPlan(EngineSettings settings, Precision precision, IUpdater updater, Dl4jDialect dialect) {
        this.dialect = dialect;
        update = settings.update();
        graph = Dl4jWords.configuration(settings, precision, updater).graphBuilder().addInputs(INPUT);
        lastVertex = add(settings.network().placed(), new End(INPUT, true)).vertex();
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

    /** Adds layers in a row behind a vertex. */
    private End add(List<PlacedLayer> layers, End before) {
        End last = before;
        for (PlacedLayer placed : layers) {
            last = placed.isComposite() ? block(placed, last) : single(placed, last);
        }
        return last;
    }

    /** A block of one branch is its layers, without a vertex of its own. */
    private End block(PlacedLayer placed, End before) {
        List<End> ends =
                placed.branches().stream().map(branch -> add(branch, before)).toList();
        if (ends.size() == 1) {
            return ends.get(0);
        }
        graph.addVertex(placed.name(), join(placed.spec().join()), ends.stream().map(End::vertex).toArray(String[]::new));
        return new End(placed.name(), false);
    }

    /** The vertex that makes one of several branches. */
    static GraphVertex join(Join join) {
        return switch (join) {
            case SUM -> new ElementWiseVertex(ElementWiseVertex.Op.Add);
            case CHANNELS -> new MergeVertex();
        };
    }

    private End single(PlacedLayer placed, End before) {
        Dl4jPiece piece = Dl4jTranslator.translate(placed, dialect);
        steps.add(Dl4jStep.of(placed, piece));
        String last = before.vertex();
        for (Layer layer : piece.layers()) {
            if (before.input() && layer instanceof ActivationLayer) {
                String copy = layer.getLayerName() + "-copy";
                graph.addVertex(copy, new ScaleVertex(1), last);
                last = copy;
            }
            Dl4jUpdate.regularize(layer, update);
            graph.addLayer(layer.getLayerName(), layer, last);
            last = layer.getLayerName();
        }
        if (piece.reshape().isPresent()) {
            graph.addVertex(placed.name(), new PreprocessorVertex(piece.reshape().get()), last);
            last = placed.name();
        }
        // A flatten layer gives the same numbers in another shape, and in inference a dropout layer gives what it takes.
        boolean passes = piece.layers().stream().allMatch(DropoutLayer.class::isInstance);
        return new End(last, before.input() && passes);
    }
}
