package cnn.config;

import cnn.spec.Concat;
import cnn.spec.LayerSpec;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.Residual;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a network as the YAML that {@link RunConfig} reads; reading it back gives an equal spec. */
public final class NetworkWriter {
    private NetworkWriter() {}

    /** The value of the key {@code network}, each line indented by two spaces. */
    public static String write(NetworkSpec network) {
        StringBuilder text = new StringBuilder("  input: " + network.input() + "\n  layers:\n");
        network.layers().forEach(layer -> text.append(layer.spec().accept(new Entry(layer.name(), "    "))));
        return text.toString();
    }

    /** One layer as an entry of a list, its dash behind {@code indent}. */
    private static final class Entry extends LayerText {
        private final String name;
        private final String indent;

        Entry(String name, String indent) {
            this.name = name;
            this.indent = indent;
        }

        @Override
        String line(LayerSpec spec, String keys) {
            return "%s- %s: {name: %s%s}\n".formatted(indent, spec.kind(), name, keys.isEmpty() ? "" : ", " + keys);
        }

        @Override
        public String residual(Residual s) {
            StringBuilder text = block(s);
            text.append("%s    body:\n".formatted(indent)).append(layers(s.body(), indent + "      "));
            if (!s.shortcut().isEmpty()) {
                text.append("%s    shortcut:\n".formatted(indent)).append(layers(s.shortcut(), indent + "      "));
            }
            return text.toString();
        }

        @Override
        public String concat(Concat s) {
            StringBuilder text = block(s);
            text.append("%s    branches:\n".formatted(indent));
            for (List<NamedLayer> branch : s.branches()) {
                text.append("%s      -%s\n".formatted(indent, branch.isEmpty() ? " []" : ""));
                text.append(layers(branch, indent + "        "));
            }
            return text.toString();
        }

        private StringBuilder block(LayerSpec spec) {
            return new StringBuilder("%s- %s:\n%s    name: %s\n".formatted(indent, spec.kind(), indent, name));
        }

        private static String layers(List<NamedLayer> layers, String indent) {
            return layers.stream()
                    .map(layer -> layer.spec().accept(new Entry(layer.name(), indent)))
                    .collect(Collectors.joining());
        }
    }
}
