package cnn.config;

import cnn.error.BadInputException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A run's YAML, of which single values can be replaced, and which can be written again: what a model keeps of the run
 * that made it, whatever the run's keys mean. Immutable.
 */
public final class RunDocument {
    private final String name;
    private final Node root;

    private RunDocument(String name, Node root) {
        this.name = name;
        this.root = root;
    }

    /** @throws BadInputException if the file is missing, unreadable or not YAML */
    public static RunDocument read(Path file) {
        return new RunDocument(file.toString(), YamlText.read(file));
    }

    /** @param name what messages call the file */
    public static RunDocument read(Reader reader, String name) {
        return new RunDocument(name, YamlText.read(reader, name));
    }

    /** What a model's description says of its run. */
    static RunDocument of(String name, MappingNode description) {
        List<NodeTuple> own = description.getValue().stream()
                .filter(entry -> !ModelDescription.OWN_KEYS.contains(keyOf(entry)))
                .toList();
        return new RunDocument(name, new MappingNode(Tag.MAP, own, FlowStyle.BLOCK));
    }

    /**
     * The run.
     *
     * @throws BadInputException if it says something that does not exist or does not fit; says where
     */
    public RunConfig config() {
        return RunConfig.read(new YamlValue(name, "the file", root).map());
    }

    /** With another number of epochs. */
    public RunDocument withEpochs(int epochs) {
        return with("training", "epochs", epochs);
    }

    /** With another seed. */
    public RunDocument withSeed(long seed) {
        return with("training", "seed", seed);
    }

    /** With so many training and test samples; empty: as it was. */
    public RunDocument withSamples(OptionalInt train, OptionalInt test) {
        RunDocument changed = train.isPresent() ? with("dataset", "train", train.getAsInt()) : this;
        return test.isPresent() ? changed.with("dataset", "test", test.getAsInt()) : changed;
    }

    /** With so many of the dataset's own validation samples. */
    public RunDocument withValidation(int samples) {
        return with("dataset", "validation", samples);
    }

    /**
     * With the photos from there.
     *
     * @throws BadInputException if the dataset comes with the program
     */
    public RunDocument withPath(Path path) {
        config().dataset().withPath(path);
        return with("dataset", "path", YamlText.text(path.toAbsolutePath().normalize().toString()));
    }

    /** @throws BadInputException if the dataset comes with the program */
    public RunDocument withBroken(BrokenPhotos broken) {
        config().dataset().withBroken(broken);
        return with("dataset", "broken", broken.name().toLowerCase(Locale.ROOT));
    }

    /**
     * With the photos dealt out in another way.
     *
     * @param name one of {@link SplitSpec#NAMES}
     * @throws BadInputException if there is no such split, or the dataset comes with the program
     */
    public RunDocument withSplit(String name) {
        config().dataset().withSplit(SplitSpec.named(name));
        return with("dataset", "split", name);
    }

    /** On another backend; its own options go, precision and threads stay. */
    public RunDocument withBackend(String backend) {
        if (config().backend().equals(backend)) {
            return this;
        }
        RunDocument renamed = with("backend", "name", backend);
        MappingNode value = (MappingNode) entry((MappingNode) renamed.root, "backend").getValueNode();
        List<NodeTuple> kept = value.getValue().stream()
                .filter(entry -> !keyOf(entry).equals("options"))
                .toList();
        return renamed.with((MappingNode) renamed.root, "backend", new MappingNode(Tag.MAP, kept, FlowStyle.FLOW));
    }

    private RunDocument with(String section, String key, Object value) {
        return with(section, key, YamlText.word(value));
    }

    private RunDocument with(String section, String key, Node value) {
        if (!(root instanceof MappingNode map)) {
            config();
            throw new IllegalStateException("a run that is no mapping was read");
        }
        Node old = entry(map, section).getValueNode();
        // "dataset: cats-dogs-32" is short for "dataset: {name: cats-dogs-32}", and so is a backend's name.
        MappingNode body = old instanceof MappingNode mapping
                ? mapping
                : new MappingNode(Tag.MAP, List.of(new NodeTuple(YamlText.word("name"), old)), FlowStyle.FLOW);
        return with(map, section, replaced(body, key, value));
    }

    private RunDocument with(MappingNode map, String section, Node value) {
        return new RunDocument(name, replaced(map, section, value));
    }

    private static MappingNode replaced(MappingNode map, String key, Node value) {
        List<NodeTuple> entries = new ArrayList<>();
        NodeTuple wanted = new NodeTuple(YamlText.word(key), value);
        boolean found = false;
        for (NodeTuple entry : map.getValue()) {
            boolean same = keyOf(entry).equals(key);
            entries.add(same ? new NodeTuple(entry.getKeyNode(), value) : entry);
            found |= same;
        }
        if (!found) {
            entries.add(wanted);
        }
        return new MappingNode(map.getTag(), true, entries, map.getFlowStyle(), map.getStartMark(), map.getEndMark());
    }

    private static NodeTuple entry(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(entry -> keyOf(entry).equals(key))
                .findFirst()
                .orElseThrow(() -> new BadInputException("'" + key + "' is missing in the run; add '" + key + ": …'"));
    }

    /** What others have reached with this network, as the key {@code published} says. */
    public List<Published> published() {
        return new YamlValue(name, "the file", root).map().optional("published", Published::read, List.of());
    }

    /**
     * All that decides what the run computes, as YAML: no comments, every value of the network, neither what others have
     * published nor the place of photos. Two runs with the same text are the same run.
     */
    public String effective() {
        return effectiveWithout(Set.of());
    }

    /** The same but for backend and seed: runs with the same text are repetitions of each other. */
    public String recipe() {
        return withSeed(0).effectiveWithout(Set.of("backend"));
    }

    private String effectiveWithout(Set<String> keys) {
        StringBuilder text = new StringBuilder("network:\n").append(NetworkWriter.write(config().network()));
        for (NodeTuple entry : ((MappingNode) root).getValue()) {
            String key = keyOf(entry);
            if (!key.equals("network") && !key.equals("published") && !keys.contains(key)) {
                text.append(YamlText.write(key, key.equals("dataset") ? placeless(entry) : entry.getValueNode()));
            }
        }
        return text.toString();
    }

    private static Node placeless(NodeTuple dataset) {
        if (!(dataset.getValueNode() instanceof MappingNode map)) {
            return dataset.getValueNode();
        }
        List<NodeTuple> kept = map.getValue().stream()
                .filter(entry -> !keyOf(entry).equals("path"))
                .toList();
        return new MappingNode(Tag.MAP, kept, FlowStyle.FLOW);
    }

    static String keyOf(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** All of it but the network, as YAML. */
    String textWithoutNetwork() {
        StringBuilder text = new StringBuilder();
        for (NodeTuple entry : ((MappingNode) root).getValue()) {
            if (!keyOf(entry).equals("network")) {
                text.append(YamlText.write(keyOf(entry), entry.getValueNode()));
            }
        }
        return text.toString();
    }
}
