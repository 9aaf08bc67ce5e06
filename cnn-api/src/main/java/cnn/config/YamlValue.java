package cnn.config;

import cnn.error.BadInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A node of a YAML file that knows where it stands, and says so in every complaint. */
final class YamlValue {
    private final String file;
    private final String what;
    private final Node node;

    /** @param what how messages call this value, for example {@code kernel} */
    YamlValue(String file, String what, Node node) {
        this.file = file;
        this.what = what;
        this.node = node;
    }

    /** A complaint about this value: {@code file:line:column: message}. */
    BadInputException complaint(String message) {
        return new PlacedComplaint(position() + ": " + message);
    }

    /** The same complaint as {@code cause}, with this value's place in front unless it has one. */
    BadInputException complaint(BadInputException cause) {
        return cause instanceof PlacedComplaint
                ? cause
                : new PlacedComplaint(position() + ": " + cause.getMessage(), cause);
    }

    private String position() {
        return node.getStartMark()
                .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse(file);
    }

    private BadInputException expected(String wanted) {
        return complaint(what + ": expected " + wanted + ", got " + describe());
    }

    private String describe() {
        if (node instanceof ScalarNode scalar) {
            return "'" + scalar.getValue() + "'";
        }
        return node instanceof MappingNode ? "a mapping" : "a list";
    }

    /** A path, relative to the file's own folder. */
    Path path() {
        try {
            return Path.of(file).resolveSibling(text());
        } catch (InvalidPathException e) {
            throw expected("a path");
        }
    }

    /** How messages call this value. */
    String what() {
        return what;
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isInteger() {
        return isScalar() && node.getTag().equals(Tag.INT);
    }

    String text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw expected("a word");
    }

    int integer() {
        if (isInteger()) {
            try {
                return Integer.parseInt(text());
            } catch (NumberFormatException tooLarge) {
                throw expected("a whole number up to " + Integer.MAX_VALUE);
            }
        }
        throw expected("a whole number");
    }

    long longInteger() {
        if (isInteger()) {
            try {
                return Long.parseLong(text());
            } catch (NumberFormatException tooLarge) {
                throw expected("a whole number up to " + Long.MAX_VALUE);
            }
        }
        throw expected("a whole number");
    }

    double number() {
        if (isInteger() || isScalar() && node.getTag().equals(Tag.FLOAT)) {
            try {
                return Double.parseDouble(text());
            } catch (NumberFormatException special) {
                throw expected("a finite number");
            }
        }
        throw expected("a number");
    }

    boolean flag() {
        if (isScalar() && node.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(text());
        }
        throw expected("true or false");
    }

    List<YamlValue> list() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(element -> new YamlValue(file, what, element))
                    .toList();
        }
        throw expected("a list");
    }

    /** Whether nothing was written here, as in {@code relu:}. */
    boolean isBlank() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /** A mapping without entries that stands here: for a kind written without any. */
    YamlMap emptyMap(String called) {
        return new YamlMap(file, this, called, new MappingNode(Tag.MAP, List.of(), FlowStyle.FLOW));
    }

    /** A mapping with this value as its only entry: for a kind written with a number alone, as {@code rotation: 15}. */
    YamlMap mapOf(String called, String key) {
        NodeTuple entry = new NodeTuple(YamlText.word(key), node);
        return new YamlMap(file, this, called, new MappingNode(Tag.MAP, List.of(entry), FlowStyle.FLOW));
    }

    YamlMap map() {
        if (node instanceof MappingNode mapping) {
            return new YamlMap(file, this, what, mapping);
        }
        throw expected("a mapping (key: value)");
    }
}
