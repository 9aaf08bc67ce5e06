package cnn.compare.engine.dl4j;

import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.NoCounterpartException;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network of layers in a row in DL4J's words: its configuration, and which of its layers stand for which of ours. The last of DL4J's
 * layers is always a {@code LossLayer} without parameters.
 *
 * @param steps empty unless the plan is made to be observed
 */
record Dl4jPlan(MultiLayerConfiguration configuration, List<Dl4jStep> steps) {

    /**
     * As DL4J's users write a network: an activation behind a convolution or a dense layer is that layer's own.
     *
     * @throws NoCounterpartException if DL4J has no layer that computes the same as one of the network's
     */
    static Dl4jPlan forTraining(EngineSettings settings, Precision precision, IUpdater updater, Dl4jDialect dialect) {
        return of(settings, precision, updater, dialect, false);
    }

    /** The same in nothing but DL4J's own classes. */
    static Dl4jPlan forTraining(EngineSettings settings, Precision precision, IUpdater updater) {
        return forTraining(settings, precision, updater, Dl4jDialect.PLAIN);
    }

    /** Each of our layers apart, so that it can be observed; the parameters lie as in the plan for training. */
    static Dl4jPlan forObserving(EngineSettings settings, Precision precision, IUpdater updater, Dl4jDialect dialect) {
        return of(settings, precision, updater, dialect, true);
    }

    private static Dl4jPlan of(
            EngineSettings settings, Precision precision, IUpdater updater, Dl4jDialect dialect, boolean observe) {
        List<Layer> layers = new ArrayList<>();
        List<Dl4jStep> steps = new ArrayList<>();
        Map<Integer, InputPreProcessor> reshapes = new HashMap<>();
        for (PlacedLayer placed : settings.network().placed()) {
            Dl4jPiece piece = Dl4jTranslator.translate(placed, dialect);
            if (observe || reshapes.containsKey(layers.size()) || !takenIn(piece, layers)) {
                layers.addAll(piece.layers());
            }
            piece.reshape().ifPresent(reshape -> reshapes.put(layers.size(), reshape));
            steps.add(Dl4jStep.of(placed, piece));
        }
        layers.forEach(layer -> Dl4jUpdate.regularize(layer, settings.update()));
        layers.add(Dl4jWords.lossLayer(settings, precision));
        return new Dl4jPlan(
                configuration(settings, precision, updater, layers, reshapes), observe ? List.copyOf(steps) : List.of());
    }

    /**
     * Gives an activation to the convolution or dense layer before it, if that one has room for it. A {@code BatchNormalization}
     * and a {@code DropoutLayer} take one too, and never apply it.
     */
    private static boolean takenIn(Dl4jPiece piece, List<Layer> before) {
        if (piece.layers().size() == 1
                && piece.layers().get(0) instanceof ActivationLayer activation
                && !before.isEmpty()
                && before.get(before.size() - 1) instanceof FeedForwardLayer last
                && (last instanceof ConvolutionLayer || last instanceof DenseLayer)
                && last.getActivationFn() instanceof ActivationIdentity) {
            last.setActivationFn(activation.getActivationFn());
            return true;
        }
        return false;
    }

    private static MultiLayerConfiguration configuration(
            EngineSettings settings,
            Precision precision,
            IUpdater updater,
            List<Layer> layers,
            Map<Integer, InputPreProcessor> reshapes) {
        NeuralNetConfiguration.ListBuilder builder =
                Dl4jWords.configuration(settings, precision, updater).list(layers.toArray(new Layer[0]));
        reshapes.forEach(builder::inputPreProcessor);
        MultiLayerConfiguration configuration = builder.build();
        // In inference DL4J runs an activation in place, and a dropout layer gives what it takes. As the first layer that
        // is the input, which lies in no workspace, and DL4J then rejects what comes out.
        if (layers.get(0) instanceof ActivationLayer || layers.get(0) instanceof DropoutLayer) {
            configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        }
        return configuration;
    }
}
