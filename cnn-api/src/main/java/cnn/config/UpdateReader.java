package cnn.config;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.optim.Clipping;
import cnn.optim.UpdateSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the keys of {@code training} that say how parameters are updated: {@code optimizer}, and beside it {@code l1},
 * {@code l2}, {@code weight_decay}, {@code clip: {value|norm|global_norm: c}} and {@code max_norm}.
 */
final class UpdateReader {
    private static final Map<String, Clipping.Kind> KINDS =
            Arrays.stream(Clipping.Kind.values()).collect(Collectors.toMap(Clipping.Kind::word, Function.identity()));

    private UpdateReader() {}

    /** Takes its keys out of {@code training} and leaves the others. */
    static UpdateSpec read(YamlMap training) {
        UpdateSpec update = UpdateSpec.of(OptimizerReader.read(training.required("optimizer")));
        double l1 = factor(training, "l1");
        double l2 = factor(training, "l2");
        double weightDecay = factor(training, "weight_decay");
        Optional<Clipping> clipping = training.optional("clip").map(UpdateReader::clipping);
        Optional<Double> maxNorm = training.optional("max_norm").map(YamlValue::number);
        try {
            return new UpdateSpec(
                    update.optimizer(),
                    l1,
                    l2,
                    weightDecay,
                    clipping,
                    maxNorm.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
        } catch (BadInputException range) {
            throw training.complaint(range);
        }
    }

    private static double factor(YamlMap m, String key) {
        return m.optional(key, YamlValue::number, 0.0);
    }

    private static Clipping clipping(YamlValue value) {
        Map.Entry<YamlValue, YamlValue> only = value.map().only();
        String word = only.getKey().text();
        if (!KINDS.containsKey(word)) {
            throw only.getKey().complaint("unknown clipping '" + word + "' " + Suggestion.among(word, KINDS.keySet()));
        }
        try {
            return new Clipping(KINDS.get(word), only.getValue().number());
        } catch (BadInputException range) {
            throw value.complaint(range);
        }
    }
}
