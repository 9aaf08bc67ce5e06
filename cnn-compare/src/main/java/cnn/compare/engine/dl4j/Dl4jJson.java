package cnn.compare.engine.dl4j;

import cnn.error.BadInputException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A network's configuration in DL4J's JSON, made safe: DL4J makes an object of every class that it names, so only
 * DL4J's own classes may be named. On the way out too: nobody else has ours.
 */
final class Dl4jJson {
    private static final Set<String> NAMES_A_CLASS = Set.of("@class", "type");
    private static final List<String> DL4J = List.of("org.deeplearning4j.nn.", "org.nd4j.linalg.");

    /** A key given twice could mean one thing here and another to DL4J. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Dl4jJson() {}

    /**
     * @return the same, written anew: what was checked is what is read
     * @throws BadInputException if it is no JSON, nested without end, or names a class of somebody else
     */
    static String checked(String json) {
        try {
            JsonNode tree = STRICT.readTree(json);
            check(tree);
            return STRICT.writeValueAsString(tree);
        } catch (JacksonException e) {
            throw new BadInputException("its configuration.json is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void check(JsonNode node) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (NAMES_A_CLASS.contains(property.getKey())) {
                requireOwn(property.getValue().asString(""));
            }
        }
        node.forEach(Dl4jJson::check);
    }

    /** {@code type} is also the key of words that name no class. */
    private static void requireOwn(String name) {
        if (name.contains(".") && DL4J.stream().noneMatch(name::startsWith)) {
            throw new BadInputException("its configuration needs the class " + name + ", which is not DL4J's own");
        }
    }
}
