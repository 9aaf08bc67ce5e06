package cnn.config;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;
import java.util.List;
import java.util.Locale;
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
    private record Entry(String name, String indent) implements LayerSpec.Visitor<String> {
        private String line(LayerSpec spec, String keys) {
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
            String keys = "channels: %d, %s, groups: %d, bias: %b"
                    .formatted(s.channels(), dilated(w), s.groups(), s.bias());
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

        @Override
        public String depthwiseConv2d(DepthwiseConv2d s) {
            return line(s, "multiplier: %d, %s, bias: %b".formatted(s.multiplier(), dilated(s.window()), s.bias()));
        }

        @Override
        public String separableConv2d(SeparableConv2d s) {
            return line(
                    s,
                    "channels: %d, multiplier: %d, %s, bias: %b"
                    .formatted(s.channels(), s.multiplier(), dilated(s.window()), s.bias()));
        }

        @Override
        public String transposedConv2d(TransposedConv2d s) {
            return line(
                    s,
                    "channels: %d, %s, output_padding: [%d, %d], bias: %b"
                    .formatted(s.channels(), dilated(s.window()), s.outputPaddingH(), s.outputPaddingW(), s.bias()));
        }

        @Override
        public String upsample2d(Upsample2d s) {
            return line(s, "factor: [%d, %d]".formatted(s.factorH(), s.factorW()));
        }

        @Override
        public String layerNorm(LayerNorm s) {
            return line(s, "epsilon: " + s.epsilon());
        }

        @Override
        public String groupNorm(GroupNorm s) {
            return line(s, "groups: %d, epsilon: %s".formatted(s.groups(), s.epsilon()));
        }

        @Override
        public String localResponseNorm(LocalResponseNorm s) {
            return line(s, "size: %d, alpha: %s, beta: %s, k: %s".formatted(s.size(), s.alpha(), s.beta(), s.k()));
        }

        @Override
        public String globalMaxPool2d(GlobalMaxPool2d s) {
            return line(s, "");
        }

        @Override
        public String silu(Silu s) {
            return line(s, "");
        }

        @Override
        public String softplus(Softplus s) {
            return line(s, "");
        }

        @Override
        public String softmax(Softmax s) {
            return line(s, "");
        }

        @Override
        public String dropout(Dropout s) {
            return line(s, "rate: " + s.rate());
        }

        @Override
        public String spatialDropout2d(SpatialDropout2d s) {
            return line(s, "rate: " + s.rate());
        }

        @Override
        public String leakyRelu(LeakyRelu s) {
            return line(s, "slope: " + s.slope());
        }

        @Override
        public String elu(Elu s) {
            return line(s, "alpha: " + s.alpha());
        }

        @Override
        public String gelu(Gelu s) {
            return line(s, "approximation: " + s.approximation().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String dilated(Window2d w) {
        return "%s, dilation: [%d, %d]".formatted(window(w), w.dilationH(), w.dilationW());
    }

    private static String window(Window2d w) {
        String padding = w.padding() instanceof Padding.Explicit p
                ? "[%d, %d, %d, %d]".formatted(p.top(), p.bottom(), p.left(), p.right())
                : "same";
        return "kernel: [%d, %d], stride: [%d, %d], padding: %s"
                .formatted(w.kernelH(), w.kernelW(), w.strideH(), w.strideW(), padding);
    }
}
