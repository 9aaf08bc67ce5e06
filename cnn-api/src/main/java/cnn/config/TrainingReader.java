package cnn.config;

import cnn.error.BadInputException;
import cnn.init.Initializer;
import cnn.loss.LossSpec;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.training.TrainingSpec;
import java.util.Map;

/** Reads {@code training: {loss, optimizer, initializer, epochs, batch_size, seed}}. */
final class TrainingReader {
    private static final KindReader<OptimizerSpec> OPTIMIZERS = new KindReader<>(
            "optimizer",
            Map.of(
                    "sgd", m -> new Sgd(learningRate(m)),
                    "momentum", m -> new Momentum(learningRate(m), m.optional("momentum", YamlValue::number, 0.9)),
                    "adam",
                            m -> new Adam(
                                    learningRate(m),
                                    m.optional("beta1", YamlValue::number, 0.9),
                                    m.optional("beta2", YamlValue::number, 0.999),
                                    m.optional("epsilon", YamlValue::number, 1e-8))));

    private TrainingReader() {}

    static TrainingSpec read(YamlValue value) {
        YamlMap m = value.map();
        LossSpec loss = m.optional("loss", LossReader::read, new SoftmaxCrossEntropy());
        OptimizerSpec optimizer = OPTIMIZERS.read(m.required("optimizer"));
        Initializer initializer = m.optional("initializer", InitializerReader::read, Initializer.HE_NORMAL);
        int epochs = m.required("epochs").integer();
        int batchSize = m.required("batch_size").integer();
        long seed = m.optional("seed", YamlValue::longInteger, 1L);
        m.finish();
        try {
            return new TrainingSpec(loss, optimizer, initializer, epochs, batchSize, seed);
        } catch (BadInputException range) {
            throw m.complaint(range);
        }
    }

    private static double learningRate(YamlMap m) {
        return m.required("learning_rate").number();
    }
}
