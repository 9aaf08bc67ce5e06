package cnn.config;

import cnn.error.BadInputException;
import cnn.spec.LayerSpec;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads {@code network: {input: [C, H, W], layers: […]}}; a layer that does not fit is reported at its own line. */
final class NetworkReader {
    private NetworkReader() {}

    static NetworkSpec read(YamlValue value) {
        YamlMap m = value.map();
        NetworkSpec.Builder builder = NetworkSpec.builder(shape(m.required("input")));
        YamlValue layers = m.required("layers");
        m.finish();
        if (layers.list().isEmpty()) {
            throw layers.complaint("layers: a network needs at least one layer");
        }
        layers.list().forEach(layer -> add(builder, layer));
        return builder.build();
    }

    /** Adds one layer and checks at once that the network up to here fits together. */
    private static void add(NetworkSpec.Builder builder, YamlValue layer) {
        AtomicReference<Optional<String>> name = new AtomicReference<>(Optional.empty());
        LayerSpec spec = LayerReader.LAYERS.read(
                layer, body -> name.set(body.optional("name").map(YamlValue::text)));
        try {
            name.get().ifPresentOrElse(given -> builder.add(given, spec), () -> builder.add(spec));
            builder.build();
        } catch (BadInputException doesNotFit) {
            throw layer.complaint(doesNotFit);
        }
    }

    private static Shape shape(YamlValue value) {
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
