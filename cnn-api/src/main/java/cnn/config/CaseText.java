package cnn.config;

import cnn.check.cases.LayerCase;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.spec.Concat;
import cnn.spec.LayerSpec;
import cnn.spec.NamedLayer;
import cnn.spec.Residual;
import cnn.tensor.Shape;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A case of one layer as one line, to be tried again wherever it is pasted:
 * <pre>{conv2d: {channels: 3, kernel: [3, 2], …}, input: [2, 6, 7], batch: 2, data: normal, name: random 17/4}</pre>
 * It is YAML; the layer is written as in a run's configuration. The line is ASCII and has no single quotes, so that a
 * shell takes it between two of them.
 */
public final class CaseText {
    private static final String LABEL = "case";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 /._-]*[A-Za-z0-9])?");
    private static final int USUAL_BATCH = 2;

    private CaseText() {}

    /** Reading it gives an equal case, with the same data. */
    public static String write(LayerCase on) {
        return "{%s, input: %s, batch: %d, data: %s, name: %s}"
                .formatted(
                        on.spec().accept(new Flow("")),
                        on.input(),
                        on.batch(),
                        word(on.data()),
                        quotedIfNeeded(on.name()));
    }

    /**
     * Without {@code batch} two samples, without {@code data} normal ones, without {@code name} (on which the data
     * depend) {@code by hand}.
     *
     * @throws BadInputException if it is not YAML, a key is unknown or missing, or the layer does not take the input;
     *     says where
     */
    public static LayerCase read(String text) {
        YamlValue line = new YamlValue(LABEL, "the case", YamlText.read(new StringReader(text), LABEL));
        YamlMap m = line.map();
        Shape input = NetworkReader.shape(m.required("input"));
        int batch = m.optional("batch", CaseText::batch, USUAL_BATCH);
        LayerCase.Data data = m.optional("data", CaseText::data, LayerCase.Data.NORMAL);
        String name = m.optional("name", YamlValue::text, "by hand");
        Map.Entry<YamlValue, YamlValue> layer = m.onlyOther()
                .orElseThrow(() -> line.complaint("the case: expected one layer, such as 'relu: {}', besides input,"
                        + " batch, data and name, got " + m.others()));
        return new LayerCase(name, LayerReader.layer(layer, input), input, batch, data);
    }

    private static int batch(YamlValue value) {
        if (value.integer() < 1) {
            throw value.complaint("batch: expected at least 1 sample, got " + value.integer());
        }
        return value.integer();
    }

    private static LayerCase.Data data(YamlValue value) {
        List<LayerCase.Data> known = Arrays.asList(LayerCase.Data.values());
        return known.stream()
                .filter(data -> word(data).equals(value.text()))
                .findFirst()
                .orElseThrow(() -> value.complaint("unknown data '" + value.text() + "' "
                        + Suggestion.among(value.text(), known.stream().map(CaseText::word).toList())));
    }

    private static String word(LayerCase.Data data) {
        return data.name().toLowerCase(Locale.ROOT);
    }

    private static String quotedIfNeeded(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        return text.codePoints().mapToObj(CaseText::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int c) {
        boolean plain = c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '\'';
        return plain ? Character.toString(c) : (c <= 0xFFFF ? "\\u%04X" : "\\U%08X").formatted(c);
    }

    /** One entry of a mapping in one line; layers inside a block have their names. */
    private static final class Flow extends LayerText {
        private final String name;

        /** @param name {@code name: …}, or nothing */
        Flow(String name) {
            this.name = name;
        }

        @Override
        String line(LayerSpec spec, String keys) {
            String both = name.isEmpty() || keys.isEmpty() ? name + keys : name + ", " + keys;
            return "%s: {%s}".formatted(spec.kind(), both);
        }

        @Override
        public String residual(Residual s) {
            String body = "body: " + layers(s.body());
            return line(s, s.shortcut().isEmpty() ? body : body + ", shortcut: " + layers(s.shortcut()));
        }

        @Override
        public String concat(Concat s) {
            return line(s, "branches: " + s.branches().stream().map(Flow::layers).toList());
        }

        private static String layers(List<NamedLayer> layers) {
            return layers.stream()
                    .map(layer -> "{" + layer.spec().accept(new Flow("name: " + layer.name())) + "}")
                    .toList()
                    .toString();
        }
    }
}
