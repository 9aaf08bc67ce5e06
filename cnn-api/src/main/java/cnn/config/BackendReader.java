package cnn.config;

import cnn.backend.BackendOption;
import cnn.backend.BackendOptions;
import cnn.backend.BackendProvider;
import cnn.backend.Backends;
import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads {@code backend: NAME} or {@code backend: {name, precision, threads, options: {…}}}. Options are checked here if the
 * backend is on the class path, because here their place in the file is known.
 */
record BackendReader(String name, BackendOptions options) {
    static BackendReader read(YamlValue value) {
        if (value.isScalar()) {
            return new BackendReader(value.text(), BackendOptions.DEFAULT);
        }
        YamlMap m = value.map();
        String name = m.required("name").text();
        Optional<Precision> precision = m.optional("precision", v -> Optional.of(precision(v)), Optional.empty());
        int threads = m.optional("threads", YamlValue::integer, 0);
        Map<String, String> own = m.optional("options", v -> own(name, v), Map.of());
        m.finish();
        try {
            return new BackendReader(name, new BackendOptions(precision, threads, own));
        } catch (BadInputException range) {
            throw m.complaint(range);
        }
    }

    private static Map<String, String> own(String backend, YamlValue value) {
        Optional<BackendProvider> provider =
                Optional.of(backend).filter(Backends.names()::contains).map(Backends::provider);
        Map<String, String> own = new TreeMap<>();
        value.map().entries().forEach((key, chosen) -> {
            String name = key.text();
            own.put(name, chosen.text());
            provider.ifPresent(known -> require(known, key, chosen));
        });
        return own;
    }

    private static void require(BackendProvider provider, YamlValue key, YamlValue chosen) {
        YamlValue where = key;
        try {
            BackendOption option = BackendOption.of(provider, key.text());
            where = chosen;
            option.require(chosen.text());
        } catch (BadInputException wrong) {
            throw where.complaint(wrong);
        }
    }

    private static Precision precision(YamlValue value) {
        for (Precision precision : Precision.values()) {
            if (precision.toString().equals(value.text())) {
                return precision;
            }
        }
        throw value.complaint("precision: expected float32 or float64, got '" + value.text() + "'");
    }
}
