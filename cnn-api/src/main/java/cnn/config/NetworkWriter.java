package cnn.config;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import java.util.List;

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
    private record Entry(String name, String indent) implements LayerSpec.Visitor<String> {
        private String line(LayerSpec spec, String keys) {
            return "%s- %s: {name: %s%s}\n".formatted(indent, spec.kind(), name, keys.isEmpty() ? "" : ", " + keys);
        }

        @Override
        public String residual(Residual s) {
            StringBuilder text = new StringBuilder("%s- residual:\n".formatted(indent));
            text.append("%s    name: %s\n".formatted(indent, name));
            branch(text, "body", s.body());
            if (!s.shortcut().isEmpty()) {
                branch(text, "shortcut", s.shortcut());
            }
            return text.toString();
        }

        private void branch(StringBuilder text, String key, List<NamedLayer> layers) {
            text.append("%s    %s:\n".formatted(indent, key));
            layers.forEach(layer -> text.append(layer.spec().accept(new Entry(layer.name(), indent + "      "))));
        }

        @Override
        public String batchNorm2d(BatchNorm2d s) {
            return line(s, "momentum: %s, epsilon: %s".formatted(s.momentum(), s.epsilon()));
        }

        @Override
        public String globalAvgPool2d(GlobalAvgPool2d s) {
            return line(s, "");
        }

        @Override
        public String conv2d(Conv2d s) {
            Window2d w = s.window();
            String keys = "channels: %d, %s, dilation: [%d, %d], groups: %d, bias: %b"
                    .formatted(s.channels(), window(w), w.dilationH(), w.dilationW(), s.groups(), s.bias());
            return line(s, keys);
        }

        @Override
        public String maxPool2d(MaxPool2d s) {
            return line(s, window(s.window()));
        }

        @Override
        public String avgPool2d(AvgPool2d s) {
            return line(s, window(s.window()) + ", count_padding: " + s.countPadding());
        }

        @Override
        public String dense(Dense s) {
            return line(s, "units: %d, bias: %b".formatted(s.units(), s.bias()));
        }

        @Override
        public String flatten(Flatten s) {
            return line(s, "");
        }

        @Override
        public String relu(Relu s) {
            return line(s, "");
        }

        @Override
        public String sigmoid(Sigmoid s) {
            return line(s, "");
        }

        @Override
        public String tanh(Tanh s) {
            return line(s, "");
        }
    }

    private static String window(Window2d w) {
        String padding = w.padding() instanceof Padding.Explicit p
                ? "[%d, %d, %d, %d]".formatted(p.top(), p.bottom(), p.left(), p.right())
                : "same";
        return "kernel: [%d, %d], stride: [%d, %d], padding: %s"
                .formatted(w.kernelH(), w.kernelW(), w.strideH(), w.strideW(), padding);
    }
}
