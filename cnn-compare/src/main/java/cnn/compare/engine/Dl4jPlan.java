package cnn.compare.engine;

import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * A whole network in DL4J's words: its configuration, and which of its layers stand for which of ours. The last of DL4J's
 * layers is always a {@code LossLayer} without parameters.
 */
record Dl4jPlan(MultiLayerConfiguration configuration, List<Dl4jStep> steps) {

    /** @throws NoCounterpartException if DL4J has no layer that computes the same as one of the network's */
    static Dl4jPlan of(EngineSettings settings, Precision precision) {
        NeuralNetConfiguration.ListBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(precision == Precision.FLOAT64 ? DataType.DOUBLE : DataType.FLOAT)
                .updater(settings.optimizer().accept(new Dl4jUpdaters()))
                .list();
        List<Dl4jStep> steps = new ArrayList<>();
        int next = 0;
        for (PlacedLayer placed : settings.network().placed()) {
            Dl4jPiece piece = Dl4jTranslator.translate(placed);
            int from = next;
            for (org.deeplearning4j.nn.conf.layers.Layer layer : piece.layers()) {
                builder.layer(next++, layer);
            }
            int behind = next;
            piece.reshape().ifPresent(reshape -> builder.inputPreProcessor(behind, reshape));
            steps.add(new Dl4jStep(placed, from, next, piece.reshape()));
        }
        builder.layer(next, lossLayer(settings.loss(), precision));
        MultiLayerConfiguration configuration = builder.build();
        // In inference DL4J runs an activation in place. As the first layer that is on the input, which lies in no
        // workspace, and DL4J then rejects what comes out.
        if (configuration.getConf(0).getLayer() instanceof ActivationLayer) {
            configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        }
        return new Dl4jPlan(configuration, List.copyOf(steps));
    }

    private static LossLayer lossLayer(LossSpec loss, Precision precision) {
        if (loss instanceof SoftmaxCrossEntropy) {
            return lossLayer(crossEntropy(precision), Activation.SOFTMAX);
        }
        if (loss instanceof MeanSquaredError) {
            return lossLayer(new LossMSE(), Activation.IDENTITY);
        }
        throw new IllegalArgumentException("no DL4J counterpart of the loss " + loss.kind());
    }

    /**
     * DL4J takes the logarithm of softmax's result and so must keep it off zero: it clips to [ε, 1 - ε], with 1e-10 as its
     * usual ε, which shows in float64. With the smallest normal number it is our formula unless a probability underflows.
     */
    private static ILossFunction crossEntropy(Precision precision) {
        return new LossMCXENT(precision == Precision.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL, null);
    }

    private static LossLayer lossLayer(ILossFunction function, Activation activation) {
        return new LossLayer.Builder(function).name("loss").activation(activation).build();
    }
}
