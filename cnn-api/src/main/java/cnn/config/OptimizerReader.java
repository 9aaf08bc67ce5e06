package cnn.config;

import cnn.error.Suggestion;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.Compatibility;
import cnn.optim.DecayScope;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.Velocity;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * Reads {@code optimizer: {adam: {learning_rate: 1e-3}}}. With {@code compatibility: keras|pytorch|dl4j} every key that
 * is missing, the learning rate included, is that library's; without it the learning rate must be there.
 */
final class OptimizerReader {
    private static final KindReader<OptimizerSpec> OPTIMIZERS = new KindReader<>(
            "optimizer",
            Map.of(
                    "sgd", OptimizerReader::sgd,
                    "momentum", OptimizerReader::momentum,
                    "nesterov", OptimizerReader::nesterov,
                    "adagrad", OptimizerReader::adaGrad,
                    "rmsprop", OptimizerReader::rmsProp,
                    "adam", OptimizerReader::adam,
                    "adamw", OptimizerReader::adamW,
                    "nadam", OptimizerReader::nadam,
                    "amsgrad", OptimizerReader::amsGrad));

    private OptimizerReader() {}

    static OptimizerSpec read(YamlValue value) {
        return OPTIMIZERS.read(value);
    }

    private static OptimizerSpec sgd(YamlMap m) {
        return new Sgd(rate(m, start(m, Sgd::of, Sgd::new)));
    }

    private static OptimizerSpec momentum(YamlMap m) {
        Momentum base = start(m, Momentum::of, rate -> new Momentum(rate, 0.9));
        return new Momentum(
                rate(m, base), number(m, "momentum", base.momentum()), word(m, "velocity", base.velocity()));
    }

    private static OptimizerSpec nesterov(YamlMap m) {
        Nesterov base = start(m, Nesterov::of, rate -> new Nesterov(rate, 0.9));
        return new Nesterov(
                rate(m, base), number(m, "momentum", base.momentum()), word(m, "velocity", base.velocity()));
    }

    private static OptimizerSpec adaGrad(YamlMap m) {
        AdaGrad base = start(m, AdaGrad::of, AdaGrad::new);
        return new AdaGrad(
                rate(m, base),
                number(m, "epsilon", base.epsilon()),
                word(m, "epsilon_place", base.epsilonPlace()),
                number(m, "initial", base.initial()));
    }

    private static OptimizerSpec rmsProp(YamlMap m) {
        RmsProp base = start(m, RmsProp::of, RmsProp::new);
        double epsilon = number(m, "epsilon", base.epsilon());
        // DL4J starts at the ε that it is given.
        double initial = base.equals(RmsProp.of(Compatibility.DL4J)) ? epsilon : base.initial();
        return new RmsProp(
                rate(m, base),
                number(m, "decay", base.decay()),
                epsilon,
                word(m, "epsilon_place", base.epsilonPlace()),
                number(m, "initial", initial));
    }

    private static Adam adam(YamlMap m) {
        return adam(m, start(m, Adam::of, Adam::new));
    }

    private static Adam adam(YamlMap m, Adam base) {
        return new Adam(
                rate(m, base),
                number(m, "beta1", base.beta1()),
                number(m, "beta2", base.beta2()),
                number(m, "epsilon", base.epsilon()),
                word(m, "epsilon_place", base.epsilonPlace()));
    }

    private static OptimizerSpec adamW(YamlMap m) {
        AdamW base = start(m, AdamW::of, AdamW::new);
        return new AdamW(
                adam(m, base.adam()), number(m, "weight_decay", base.weightDecay()), word(m, "decays", base.scope()));
    }

    private static OptimizerSpec nadam(YamlMap m) {
        Nadam base = start(m, Nadam::of, Nadam::new);
        return new Nadam(
                rate(m, base),
                number(m, "beta1", base.beta1()),
                number(m, "beta2", base.beta2()),
                number(m, "epsilon", base.epsilon()),
                word(m, "momentum", base.momentum()),
                number(m, "momentum_decay", base.momentumDecay()));
    }

    private static OptimizerSpec amsGrad(YamlMap m) {
        AmsGrad base = start(m, AmsGrad::of, AmsGrad::new);
        return new AmsGrad(
                rate(m, base),
                number(m, "beta1", base.beta1()),
                number(m, "beta2", base.beta2()),
                number(m, "epsilon", base.epsilon()),
                word(m, "epsilon_place", base.epsilonPlace()));
    }

    /** The library's values, or ours at the file's learning rate. */
    private static <T extends OptimizerSpec> T start(
            YamlMap m, Function<Compatibility, T> libraries, DoubleFunction<T> own) {
        Optional<T> library = m.optional("compatibility")
                .map(value -> libraries.apply(constant(value, Compatibility.class)));
        return library.orElseGet(() -> own.apply(m.required("learning_rate").number()));
    }

    private static double rate(YamlMap m, OptimizerSpec base) {
        return number(m, "learning_rate", base.learningRate());
    }

    private static double number(YamlMap m, String key, double otherwise) {
        return m.optional(key, YamlValue::number, otherwise);
    }

    private static <E extends Enum<E>> E word(YamlMap m, String key, E otherwise) {
        return m.optional(key, value -> constant(value, otherwise.getDeclaringClass()), otherwise);
    }

    /** Constants are written in lower case. */
    private static <E extends Enum<E>> E constant(YamlValue value, Class<E> type) {
        Map<String, E> words = new TreeMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        String word = value.text();
        if (!words.containsKey(word)) {
            throw value.complaint(
                    "unknown " + value.what() + " '" + word + "' " + Suggestion.among(word, words.keySet()));
        }
        return words.get(word);
    }
}
