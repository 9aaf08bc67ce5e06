package cnn.config;

import cnn.data.Normalization;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.metrics.Answers;
import cnn.metrics.Probabilities;
import cnn.spec.NetworkSpec;
import cnn.training.TestAugmentation;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Everything about a trained network but its numbers: what a picture must be turned into, the layers, and what the
 * outputs mean. As YAML it is a run's configuration with the keys {@code classes}, {@code normalization} and
 * {@code probabilities} besides.
 *
 * @param network every value of it is written out, so that no default of a later version changes it
 * @param classes the outputs' names; two for one output, which speaks for the second
 * @param normalization how a picture's bytes become the network's input
 * @param probabilities how the outputs become probabilities
 * @param run what the network was trained by; empty if it was not read from a file
 */
public record ModelDescription(
        NetworkSpec network,
        List<String> classes,
        Normalization normalization,
        Probabilities probabilities,
        Optional<RunDocument> run) {
    static final Set<String> OWN_KEYS = Set.of("classes", "normalization", "probabilities");

    public ModelDescription {
        classes = List.copyOf(classes);
        int outputs = network.output().size();
        if (Answers.classes(outputs) != classes.size()) {
            throw new BadInputException("the network has %s, but there are %d classes: %s"
                    .formatted(Answers.outputsInWords(outputs), classes.size(), classes));
        }
        if (outputs == 1 && probabilities == Probabilities.SOFTMAX) {
            throw new BadInputException("the softmax of one output is always 1; its probabilities can be a sigmoid or none");
        }
        int channels = network.input().dim(0);
        if (channels != normalization.channels().size()) {
            throw new BadInputException("the network takes %d channels, but the normalization has %d"
                    .formatted(channels, normalization.channels().size()));
        }
    }

    /** In which views it was judged when it was trained; in one if that is not known. */
    public TestAugmentation views() {
        return run.map(known -> known.config().training().testAugmentation()).orElse(TestAugmentation.NONE);
    }

    /** @throws BadInputException if the file is missing, unreadable or says something that does not fit; says where */
    public static ModelDescription read(Path file) {
        return read(YamlText.read(file), file.toString());
    }

    /** @param name what messages call the text */
    public static ModelDescription read(Reader reader, String name) {
        return read(YamlText.read(reader, name), name);
    }

    private static ModelDescription read(Node root, String name) {
        YamlValue file = new YamlValue(name, "the file", root);
        YamlMap m = file.map();
        List<String> classes =
                m.required("classes").list().stream().map(YamlValue::text).toList();
        Normalization normalization = normalization(m.required("normalization"));
        Probabilities probabilities = probabilities(m.required("probabilities"));
        boolean trained = m.optional("training").isPresent();
        NetworkSpec network = trained
                ? RunConfig.read(m).network()
                : NetworkReader.read(m.required("network"));
        m.finish();
        Optional<RunDocument> run =
                trained ? Optional.of(RunDocument.of(name, (MappingNode) root)) : Optional.empty();
        try {
            return new ModelDescription(network, classes, normalization, probabilities, run);
        } catch (BadInputException mismatch) {
            throw file.complaint(mismatch);
        }
    }

    private static Normalization normalization(YamlValue value) {
        YamlMap m = value.map();
        List<YamlValue> means = m.required("mean").list();
        List<YamlValue> stds = m.required("std").list();
        m.finish();
        if (means.size() != stds.size()) {
            throw value.complaint("%d means, but %d standard deviations".formatted(means.size(), stds.size()));
        }
        List<Normalization.Channel> channels = new ArrayList<>();
        for (int c = 0; c < means.size(); c++) {
            channels.add(new Normalization.Channel(means.get(c).number(), stds.get(c).number()));
        }
        try {
            return new Normalization(channels);
        } catch (BadInputException range) {
            throw value.complaint(range);
        }
    }

    private static Probabilities probabilities(YamlValue value) {
        List<Probabilities> known = Arrays.asList(Probabilities.values());
        return known.stream()
                .filter(kind -> kind.toString().equals(value.text()))
                .findFirst()
                .orElseThrow(() -> value.complaint("unknown probabilities '" + value.text() + "' "
                        + Suggestion.among(value.text(), known.stream().map(Probabilities::toString).toList())));
    }

    /** As YAML; reading it gives an equal description. */
    public String write() {
        StringBuilder text = new StringBuilder("# A trained network. Its numbers are in weights.safetensors, which fits"
                + " this very file and no changed one.\n");
        text.append(YamlText.write(
                "classes", YamlText.list(classes.stream().map(YamlText::text).toList())));
        text.append("# A picture's byte p of channel c becomes (p / 255 - mean[c]) / std[c].\n");
        text.append(YamlText.write("normalization", new MappingNode(Tag.MAP, List.of(
                channels("mean", Normalization.Channel::mean),
                channels("std", Normalization.Channel::std)), FlowStyle.BLOCK)));
        text.append(YamlText.write("probabilities", YamlText.word(probabilities)));
        text.append("network:\n").append(NetworkWriter.write(network));
        run.ifPresent(document -> text.append(document.textWithoutNetwork()));
        return text.toString();
    }

    private NodeTuple channels(String key, ToDoubleFunction<Normalization.Channel> value) {
        return new NodeTuple(YamlText.word(key), YamlText.list(normalization.channels().stream()
                .map(channel -> YamlText.number(value.applyAsDouble(channel)))
                .toList()));
    }

    /** The same after being written and read: what a file will say. */
    ModelDescription again() {
        return read(new StringReader(write()), "model.yaml");
    }
}
