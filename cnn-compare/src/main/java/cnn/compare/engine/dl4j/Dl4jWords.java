package cnn.compare.engine.dl4j;

import cnn.compare.engine.EngineSettings;
import cnn.tensor.Precision;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/** Precision, optimizer and loss in DL4J's words: what every network has, whatever its layers. */
final class Dl4jWords {
    /** What the loss layer is called. */
    static final String LOSS = "loss";

    private Dl4jWords() {}

    static NeuralNetConfiguration.Builder configuration(EngineSettings settings, Precision precision, IUpdater updater) {
        NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder()
                .dataType(precision == Precision.FLOAT64 ? DataType.DOUBLE : DataType.FLOAT)
                .updater(updater);
        Dl4jUpdate.configure(builder, settings.update(), settings.network());
        return builder;
    }

    /** A layer without parameters, the last of every network. */
    static LossLayer lossLayer(EngineSettings settings, Precision precision) {
        LossLayer layer = settings.loss().accept(new Dl4jLosses(precision, settings.network().output().size()));
        // It has no use for the number, but DL4J warns of a layer without outputs.
        layer.setNOut(settings.network().output().size());
        return layer;
    }
}
