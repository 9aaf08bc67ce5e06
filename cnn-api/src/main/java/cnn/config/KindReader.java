package cnn.config;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads values of the form {@code kind} or {@code kind: {key: value, …}} by a table of kinds: layers, losses and
 * optimizers.
 */
final class KindReader<T> {
    private final String family;
    private final Map<String, Function<YamlMap, T>> kinds;

    /** @param family how messages call what is read, for example {@code layer} */
    KindReader(String family, Map<String, Function<YamlMap, T>> kinds) {
        this.family = family;
        this.kinds = kinds;
    }

    /** @throws BadInputException for an unknown kind or key, a missing key or a value out of range; says where */
    T read(YamlValue value) {
        return read(value, empty -> {});
    }

    /** @param before is given the kind's mapping first, to read keys that every kind of the family has */
    T read(YamlValue value, Consumer<YamlMap> before) {
        return value.isScalar()
                ? read(value, value.emptyMap(value.text()), before)
                : read(value.map().only(), before);
    }

    /** @param entry the kind, and behind it its mapping, or nothing */
    T read(Map.Entry<YamlValue, YamlValue> entry, Consumer<YamlMap> before) {
        YamlValue kind = entry.getKey();
        YamlValue body = entry.getValue();
        return read(kind, body.isBlank() ? kind.emptyMap(kind.text()) : body.map(), before);
    }

    /** @param body what stands behind the kind */
    T read(YamlValue kind, YamlMap body) {
        return read(kind, body, empty -> {});
    }

    private T read(YamlValue kind, YamlMap body, Consumer<YamlMap> before) {
        String name = kind.text();
        Function<YamlMap, T> reader = kinds.get(name);
        if (reader == null) {
            throw kind.complaint("unknown " + family + " '" + name + "' " + Suggestion.among(name, kinds.keySet()));
        }
        before.accept(body);
        try {
            T read = reader.apply(body);
            body.finish();
            return read;
        } catch (PlacedComplaint placed) {
            throw placed;
        } catch (BadInputException range) {
            throw kind.complaint(range);
        }
    }
}
