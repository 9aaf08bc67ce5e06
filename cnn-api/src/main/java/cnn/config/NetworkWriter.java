package cnn.config;

import cnn.spec.AvgPool2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;

/** Writes a network as the YAML that {@link RunConfig} reads; reading it back gives an equal spec. */
public final class NetworkWriter {
    private NetworkWriter() {}

    /** The value of the key {@code network}, each line indented by two spaces. */
    public static String write(NetworkSpec network) {
        StringBuilder text = new StringBuilder("  input: " + network.input() + "\n  layers:\n");
        for (NamedLayer layer : network.layers()) {
            String more = layer.spec().accept(KEYS);
            text.append("    - %s: {name: %s%s}\n"
                    .formatted(layer.spec().kind(), layer.name(), more.isEmpty() ? "" : ", " + more));
        }
        return text.toString();
    }

    private static final LayerSpec.Visitor<String> KEYS = new LayerSpec.Visitor<>() {
        @Override
        public String conv2d(Conv2d s) {
            return "channels: %d, %s, dilation: [%d, %d], bias: %b"
                    .formatted(
                            s.channels(),
                            window(s.window()),
                            s.window().dilationH(),
                            s.window().dilationW(),
                            s.bias());
        }

        @Override
        public String maxPool2d(MaxPool2d s) {
            return window(s.window());
        }

        @Override
        public String avgPool2d(AvgPool2d s) {
            return window(s.window()) + ", count_padding: " + s.countPadding();
        }

        @Override
        public String dense(Dense s) {
            return "units: %d, bias: %b".formatted(s.units(), s.bias());
        }

        @Override
        public String flatten(Flatten s) {
            return "";
        }

        @Override
        public String relu(Relu s) {
            return "";
        }

        @Override
        public String sigmoid(Sigmoid s) {
            return "";
        }

        @Override
        public String tanh(Tanh s) {
            return "";
        }
    };

    private static String window(Window2d w) {
        String padding = w.padding() instanceof Padding.Explicit p
                ? "[%d, %d, %d, %d]".formatted(p.top(), p.bottom(), p.left(), p.right())
                : "same";
        return "kernel: [%d, %d], stride: [%d, %d], padding: %s"
                .formatted(w.kernelH(), w.kernelW(), w.strideH(), w.strideW(), padding);
    }
}
