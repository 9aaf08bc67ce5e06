package cnn.config;

import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import java.util.List;
import java.util.Map;

/** Reads {@code loss: softmax_cross_entropy} or {@code loss: {huber: {delta: 1}}}. */
final class LossReader {
    private static final KindReader<LossSpec> LOSSES = new KindReader<>(
            "loss",
            Map.of(
                    "softmax_cross_entropy",
                            m -> new SoftmaxCrossEntropy(
                                    m.optional("label_smoothing", YamlValue::number, 0.0),
                                    m.optional("class_weights", LossReader::numbers, List.of())),
                    "sigmoid_cross_entropy", m -> new SigmoidCrossEntropy(),
                    "mean_squared_error", m -> new MeanSquaredError(),
                    "mean_absolute_error", m -> new MeanAbsoluteError(),
                    "huber", m -> new Huber(m.optional("delta", YamlValue::number, 1.0)),
                    "hinge", m -> new Hinge()));

    private LossReader() {}

    static LossSpec read(YamlValue value) {
        return LOSSES.read(value);
    }

    private static List<Double> numbers(YamlValue value) {
        return value.list().stream().map(YamlValue::number).toList();
    }
}
