package cnn.config;

import cnn.init.Constant;
import cnn.init.Initializer;
import cnn.init.Lsuv;
import cnn.init.Normal;
import cnn.init.Orthogonal;
import cnn.init.Scaled;
import cnn.init.TruncatedNormal;
import cnn.init.Uniform;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads {@code initializer: he_normal} or {@code initializer: {normal: {deviation: 0.01}}}. */
final class InitializerReader {
    private static final KindReader<Initializer> INITIALIZERS = new KindReader<>("initializer", kinds());

    private InitializerReader() {}

    private static Map<String, Function<YamlMap, Initializer>> kinds() {
        Map<String, Function<YamlMap, Initializer>> kinds = new HashMap<>();
        for (Scaled.Rule rule : Scaled.Rule.values()) {
            for (Scaled.Form form : Scaled.Form.values()) {
                Scaled scaled = new Scaled(rule, form);
                kinds.put(scaled.kind(), m -> scaled);
            }
        }
        kinds.put("zeros", m -> new Constant(0));
        kinds.put("constant", m -> new Constant(m.required("value").number()));
        kinds.put("normal", m -> new Normal(m.optional("deviation", YamlValue::number, 0.05)));
        kinds.put("uniform", m -> new Uniform(m.optional("bound", YamlValue::number, 0.05)));
        kinds.put("truncated_normal", m -> new TruncatedNormal(m.optional("deviation", YamlValue::number, 0.05)));
        kinds.put("orthogonal", m -> new Orthogonal(m.optional("gain", YamlValue::number, 1.0)));
        kinds.put(
                "lsuv",
                m -> new Lsuv(
                        m.optional("tolerance", YamlValue::number, 0.1), m.optional("tries", YamlValue::integer, 10)));
        return Map.copyOf(kinds);
    }

    static Initializer read(YamlValue value) {
        return INITIALIZERS.read(value);
    }
}
