package cnn.compare.engine;

import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.tensor.Precision;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Precision, optimizer and loss in DL4J's words: what every network has, whatever its layers. */
final class Dl4jWords {
    /** What the loss layer is called. */
    static final String LOSS = "loss";

    private Dl4jWords() {}

    static NeuralNetConfiguration.Builder configuration(EngineSettings settings, Precision precision) {
        return new NeuralNetConfiguration.Builder()
                .dataType(precision == Precision.FLOAT64 ? DataType.DOUBLE : DataType.FLOAT)
                .updater(settings.optimizer().accept(new Dl4jUpdaters()));
    }

    /** A layer without parameters, the last of every network. */
    static LossLayer lossLayer(EngineSettings settings, Precision precision) {
        LossLayer layer = lossLayer(settings.loss(), precision);
        // It has no use for the number, but DL4J warns of a layer without outputs.
        layer.setNOut(settings.network().output().size());
        return layer;
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
        return new LossLayer.Builder(function).name(LOSS).activation(activation).build();
    }
}
