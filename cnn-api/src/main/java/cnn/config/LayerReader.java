package cnn.config;

import cnn.spec.AvgPool2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import java.util.List;
import java.util.Map;

/** Reads one layer: {@code - conv2d: {channels: 32, kernel: 3, padding: same}}. One line a kind in the table below. */
final class LayerReader {
    static final KindReader<LayerSpec> LAYERS = new KindReader<>(
            "layer",
            Map.of(
                    "conv2d", LayerReader::conv2d,
                    "max_pool2d", m -> new MaxPool2d(poolWindow(m)),
                    "avg_pool2d", m -> new AvgPool2d(poolWindow(m), m.optional("count_padding", YamlValue::flag, false)),
                    "dense", m -> new Dense(m.required("units").integer(), bias(m)),
                    "flatten", m -> new Flatten(),
                    "relu", m -> new Relu(),
                    "sigmoid", m -> new Sigmoid(),
                    "tanh", m -> new Tanh()));

    private LayerReader() {}

    private static Conv2d conv2d(YamlMap m) {
        int[] kernel = pair(m.required("kernel"));
        int[] stride = m.optional("stride", LayerReader::pair, new int[] {1, 1});
        int[] dilation = m.optional("dilation", LayerReader::pair, new int[] {1, 1});
        Window2d window = Window2d.of(kernel[0], kernel[1])
                .withStride(stride[0], stride[1])
                .withDilation(dilation[0], dilation[1])
                .withPadding(padding(m));
        return new Conv2d(m.required("channels").integer(), window, bias(m));
    }

    /** A pooling window moves by its own size unless a stride is given. */
    private static Window2d poolWindow(YamlMap m) {
        int[] kernel = pair(m.required("kernel"));
        int[] stride = m.optional("stride", LayerReader::pair, kernel);
        return Window2d.of(kernel[0], kernel[1])
                .withStride(stride[0], stride[1])
                .withPadding(padding(m));
    }

    private static boolean bias(YamlMap m) {
        return m.optional("bias", YamlValue::flag, true);
    }

    private static Padding padding(YamlMap m) {
        return m.optional("padding", LayerReader::padding, Padding.NONE);
    }

    private static Padding padding(YamlValue value) {
        if (value.isInteger()) {
            return Padding.of(value.integer());
        }
        if (value.isList()) {
            List<YamlValue> sides = value.list();
            if (sides.size() == 2) {
                int rows = sides.get(0).integer();
                int columns = sides.get(1).integer();
                return Padding.of(rows, rows, columns, columns);
            }
            if (sides.size() == 4) {
                return Padding.of(
                        sides.get(0).integer(),
                        sides.get(1).integer(),
                        sides.get(2).integer(),
                        sides.get(3).integer());
            }
        } else if (value.isScalar()) {
            switch (value.text()) {
                case "same":
                    return Padding.SAME;
                case "valid":
                    return Padding.NONE;
                default:
            }
        }
        throw value.complaint("padding: expected a number, 'same', 'valid', [rows, columns] or [top, bottom, left, right]");
    }

    /** One number for both directions, or [height, width]. */
    private static int[] pair(YamlValue value) {
        if (value.isInteger()) {
            return new int[] {value.integer(), value.integer()};
        }
        if (value.isList() && value.list().size() == 2) {
            return new int[] {
                value.list().get(0).integer(), value.list().get(1).integer()
            };
        }
        throw value.complaint("expected a whole number or [height, width]");
    }
}
