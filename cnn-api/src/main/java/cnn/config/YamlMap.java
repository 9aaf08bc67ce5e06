package cnn.config;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A YAML mapping that is read key by key and then closed: a key that nobody asked for is a mistake, and the message says
 * which keys there are.
 */
final class YamlMap {
    private final YamlValue self;
    private final String what;
    private final Map<String, YamlValue> values = new LinkedHashMap<>();
    private final Map<String, YamlValue> keys = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    YamlMap(String file, YamlValue self, String what, MappingNode node) {
        this.self = self;
        this.what = what;
        for (NodeTuple entry : node.getValue()) {
            YamlValue key = new YamlValue(file, "key", entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode)) {
                throw key.complaint("a key of " + what + " must be a word");
            }
            String name = key.text();
            if (values.put(name, new YamlValue(file, name, entry.getValueNode())) != null) {
                throw key.complaint("key '" + name + "' stands twice in " + what + "; remove one");
            }
            keys.put(name, key);
        }
    }

    BadInputException complaint(BadInputException cause) {
        return self.complaint(cause);
    }

    YamlValue required(String key) {
        return optional(key).orElseThrow(() -> missing(key));
    }

    /** A missing key is often there, but mistyped. */
    private BadInputException missing(String key) {
        return Suggestion.nearest(key, keys.keySet())
                .filter(written -> !asked.contains(written))
                .map(written -> keys.get(written)
                        .complaint("unknown key '" + written + "' in " + what + " (did you mean '" + key + "'?)"))
                .orElseGet(() -> self.complaint("'" + key + "' is missing in " + what + "; add '" + key + ": …'"));
    }

    Optional<YamlValue> optional(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }

    <T> T optional(String key, Function<YamlValue, T> read, T otherwise) {
        return optional(key).map(read).orElse(otherwise);
    }

    /** The single entry of a mapping such as {@code conv2d: {…}}. */
    Map.Entry<YamlValue, YamlValue> only() {
        if (values.size() != 1) {
            throw self.complaint(what + ": expected one entry 'kind: {…}', got " + values.keySet()
                    + "; check the indentation");
        }
        String key = values.keySet().iterator().next();
        asked.add(key);
        return Map.entry(keys.get(key), values.get(key));
    }

    /** The single entry that nobody has asked for yet; empty if there is none, or more than one. */
    Optional<Map.Entry<YamlValue, YamlValue>> onlyOther() {
        List<String> others = others();
        if (others.size() != 1) {
            return Optional.empty();
        }
        asked.add(others.get(0));
        return Optional.of(Map.entry(keys.get(others.get(0)), values.get(others.get(0))));
    }

    /** The keys that nobody has asked for yet. */
    List<String> others() {
        return keys.keySet().stream().filter(key -> !asked.contains(key)).toList();
    }

    /** All entries in the order of the file, where the keys are for somebody else to judge. */
    Map<YamlValue, YamlValue> entries() {
        Map<YamlValue, YamlValue> entries = new LinkedHashMap<>();
        values.forEach((key, value) -> entries.put(keys.get(key), value));
        return entries;
    }

    /** @throws BadInputException at the first key that was never asked for */
    void finish() {
        for (Map.Entry<String, YamlValue> entry : keys.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                throw entry.getValue()
                        .complaint("unknown key '" + entry.getKey() + "' in " + what + " "
                                + Suggestion.among(entry.getKey(), asked));
            }
        }
    }
}
