package cnn.config;

import cnn.error.BadInputException;
import cnn.spec.LayerNames;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import java.util.List;

/** Reads {@code network: {input: [C, H, W], layers: […]}}; a layer that does not fit is reported at its own line. */
final class NetworkReader {
    private NetworkReader() {}

    static NetworkSpec read(YamlValue value) {
        YamlMap m = value.map();
        Shape input = shape(m.required("input"));
        YamlValue layers = m.required("layers");
        m.finish();
        if (layers.list().isEmpty()) {
            throw layers.complaint("layers: a network needs at least one layer");
        }
        List<NamedLayer> read = LayerReader.layers(layers, input, new LayerNames());
        try {
            return new NetworkSpec(input, read);
        } catch (BadInputException tooLarge) {
            throw layers.complaint(tooLarge);
        }
    }

    /** Of one sample. */
    static Shape shape(YamlValue value) {
        int[] dims = value.list().stream().mapToInt(YamlValue::integer).toArray();
        if (dims.length != 1 && dims.length != 3) {
            throw value.complaint("input: expected [channels, height, width] or [features]");
        }
        try {
            return Shape.of(dims);
        } catch (BadInputException range) {
            throw value.complaint(range);
        }
    }
}
