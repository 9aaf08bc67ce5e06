package cnn.config;

import cnn.error.BadInputException;
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
import cnn.spec.LayerNames;
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
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Reads one layer: {@code - conv2d: {channels: 32, kernel: 3, padding: same}}. One line a kind in the table below. It knows
 * the layer's input, so that a layer inside a residual block that does not fit is reported at its own line.
 */
final class LayerReader {
    private final Shape input;
    private final KindReader<LayerSpec> kinds = new KindReader<>(
            "layer",
            Map.ofEntries(
                    entry("conv2d", LayerReader::conv2d),
                    entry("batch_norm2d", LayerReader::batchNorm2d),
                    entry("max_pool2d", m -> new MaxPool2d(poolWindow(m))),
                    entry(
                            "avg_pool2d",
                            m -> new AvgPool2d(poolWindow(m), m.optional("count_padding", YamlValue::flag, false))),
                    entry("global_avg_pool2d", m -> new GlobalAvgPool2d()),
                    entry("dense", m -> new Dense(m.required("units").integer(), bias(m))),
                    entry("flatten", m -> new Flatten()),
                    entry("relu", m -> new Relu()),
                    entry("sigmoid", m -> new Sigmoid()),
                    entry("tanh", m -> new Tanh()),
                    entry("residual", this::residual),
                    entry("concat", this::concat),
                    entry(
                            "depthwise_conv2d",
                            m -> new DepthwiseConv2d(m.optional("multiplier", YamlValue::integer, 1), window(m), bias(m))),
                    entry(
                            "separable_conv2d",
                            m -> new SeparableConv2d(
                                    m.required("channels").integer(),
                                    m.optional("multiplier", YamlValue::integer, 1),
                                    window(m),
                                    bias(m))),
                    entry("transposed_conv2d", LayerReader::transposedConv2d),
                    entry("upsample2d", LayerReader::upsample2d),
                    entry("global_max_pool2d", m -> new GlobalMaxPool2d()),
                    entry("layer_norm", m -> new LayerNorm(epsilon(m))),
                    entry("group_norm", m -> new GroupNorm(m.required("groups").integer(), epsilon(m))),
                    entry("local_response_norm", LayerReader::localResponseNorm),
                    entry("dropout", m -> new Dropout(m.required("rate").number())),
                    entry("spatial_dropout2d", m -> new SpatialDropout2d(m.required("rate").number())),
                    entry("leaky_relu", m -> new LeakyRelu(m.optional("slope", YamlValue::number, new LeakyRelu().slope()))),
                    entry("elu", m -> new Elu(m.optional("alpha", YamlValue::number, new Elu().alpha()))),
                    entry(
                            "gelu",
                            m -> new Gelu(m.optional("approximation", LayerReader::approximation, Gelu.Approximation.NONE))),
                    entry("silu", m -> new Silu()),
                    entry("softplus", m -> new Softplus()),
                    entry("softmax", m -> new Softmax())));

    private LayerReader(Shape input) {
        this.input = input;
    }

    private static Map.Entry<String, Function<YamlMap, LayerSpec>> entry(
            String kind, Function<YamlMap, LayerSpec> reader) {
        return Map.entry(kind, reader);
    }

    /**
     * Reads a list of layers, each on what the one before it gives.
     *
     * @param names for those that have none
     * @throws BadInputException at the first layer that is wrong or does not fit; says where it stands
     */
    static List<NamedLayer> layers(YamlValue list, Shape input, LayerNames names) {
        List<NamedLayer> layers = new ArrayList<>();
        Shape shape = input;
        for (YamlValue layer : list.list()) {
            AtomicReference<Optional<String>> name = new AtomicReference<>(Optional.empty());
            LayerSpec spec = new LayerReader(shape)
                    .kinds.read(layer, body -> name.set(body.optional("name").map(YamlValue::text)));
            try {
                NamedLayer named = new NamedLayer(name.get().orElseGet(() -> names.next(spec)), spec);
                if (layers.stream().anyMatch(other -> other.name().equals(named.name()))) {
                    throw new BadInputException("two layers are called '" + named.name() + "'; give each its own name");
                }
                layers.add(named);
                shape = new NetworkSpec(shape, List.of(named)).output();
            } catch (BadInputException doesNotFit) {
                throw layer.complaint(doesNotFit);
            }
        }
        return List.copyOf(layers);
    }

    /** Reads one layer without a name. */
    static LayerSpec layer(Map.Entry<YamlValue, YamlValue> kindAndKeys, Shape input) {
        LayerSpec spec = new LayerReader(input).kinds.read(kindAndKeys, body -> {});
        try {
            spec.output(input);
            return spec;
        } catch (BadInputException doesNotFit) {
            throw kindAndKeys.getKey().complaint(doesNotFit);
        }
    }

    private Residual residual(YamlMap m) {
        YamlValue body = m.required("body");
        if (body.list().isEmpty()) {
            throw body.complaint("body: a residual block needs at least one layer in its body");
        }
        return new Residual(
                layers(body, input, new LayerNames()),
                m.optional("shortcut", value -> layers(value, input, LayerNames.ofShortcut()), List.of()));
    }

    private Concat concat(YamlMap m) {
        List<List<NamedLayer>> branches = new ArrayList<>();
        for (YamlValue branch : m.required("branches").list()) {
            branches.add(layers(branch, input, LayerNames.ofBranch(branches.size() + 1)));
        }
        return new Concat(branches);
    }

    private static BatchNorm2d batchNorm2d(YamlMap m) {
        BatchNorm2d usual = new BatchNorm2d();
        return new BatchNorm2d(
                m.optional("momentum", YamlValue::number, usual.momentum()),
                m.optional("epsilon", YamlValue::number, usual.epsilon()));
    }

    private static double epsilon(YamlMap m) {
        return m.optional("epsilon", YamlValue::number, new LayerNorm().epsilon());
    }

    private static LocalResponseNorm localResponseNorm(YamlMap m) {
        LocalResponseNorm usual = new LocalResponseNorm();
        return new LocalResponseNorm(
                m.optional("size", YamlValue::integer, usual.size()),
                m.optional("alpha", YamlValue::number, usual.alpha()),
                m.optional("beta", YamlValue::number, usual.beta()),
                m.optional("k", YamlValue::number, usual.k()));
    }

    private static Gelu.Approximation approximation(YamlValue value) {
        return switch (value.text()) {
            case "none" -> Gelu.Approximation.NONE;
            case "tanh" -> Gelu.Approximation.TANH;
            default -> throw value.complaint("approximation: expected 'none' or 'tanh', got '" + value.text() + "'");
        };
    }

    private static Upsample2d upsample2d(YamlMap m) {
        int[] factor = m.optional("factor", LayerReader::pair, new int[] {2, 2});
        return new Upsample2d(factor[0], factor[1]);
    }

    private static TransposedConv2d transposedConv2d(YamlMap m) {
        int[] more = m.optional("output_padding", LayerReader::pair, new int[] {0, 0});
        return new TransposedConv2d(m.required("channels").integer(), window(m), more[0], more[1], bias(m));
    }

    private static Conv2d conv2d(YamlMap m) {
        int channels = m.required("channels").integer();
        return new Conv2d(channels, window(m), bias(m), m.optional("groups", YamlValue::integer, 1));
    }

    private static Window2d window(YamlMap m) {
        int[] kernel = pair(m.required("kernel"));
        int[] stride = m.optional("stride", LayerReader::pair, new int[] {1, 1});
        int[] dilation = m.optional("dilation", LayerReader::pair, new int[] {1, 1});
        return Window2d.of(kernel[0], kernel[1])
                .withStride(stride[0], stride[1])
                .withDilation(dilation[0], dilation[1])
                .withPadding(padding(m));
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
