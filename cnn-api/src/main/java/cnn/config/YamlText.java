package cnn.config;

import cnn.error.BadInputException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Between YAML as text and YAML as nodes. */
final class YamlText {
    private static final int WIDTH = 120;

    private YamlText() {}

    /** @throws BadInputException if the file is missing, unreadable or not YAML */
    static Node read(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a folder; give the path of a YAML file");
        }
        try {
            // The whole text first: what is wrong with the file is then no complaint about YAML.
            return read(new StringReader(Files.readString(file)), file.toString());
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + " is not a text file in UTF-8; give the path of a YAML file", e);
        } catch (NoSuchFileException e) {
            throw new BadInputException("no such file: " + file + "; give the path of a YAML file", e);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** @param name what messages call the text */
    static Node read(Reader reader, String name) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            return new Compose(settings)
                    .composeReader(reader)
                    .orElseThrow(() -> new BadInputException(name + ": the file is empty"));
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse(name);
            throw new BadInputException(place + ": not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new BadInputException(name + ": not valid YAML: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }

    /** A block with one entry; what was written in one line stays in one line if it fits. */
    static String write(String key, Node value) {
        DumpSettings settings = DumpSettings.builder().setWidth(WIDTH).build();
        MappingNode root = new MappingNode(Tag.MAP, List.of(new NodeTuple(word(key), value)), FlowStyle.BLOCK);
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(root).iterator());
    }

    /** A plain word or number. */
    static ScalarNode word(Object value) {
        Tag tag = value instanceof Integer || value instanceof Long ? Tag.INT : Tag.STR;
        return new ScalarNode(tag, value.toString(), ScalarStyle.PLAIN);
    }

    /** Any text, in quotes. */
    static Node text(String value) {
        return new ScalarNode(Tag.STR, value, ScalarStyle.DOUBLE_QUOTED);
    }

    static Node number(double value) {
        return new ScalarNode(Tag.FLOAT, Double.toString(value), ScalarStyle.PLAIN);
    }

    static Node list(List<Node> values) {
        return new SequenceNode(Tag.SEQ, values, FlowStyle.FLOW);
    }
}
