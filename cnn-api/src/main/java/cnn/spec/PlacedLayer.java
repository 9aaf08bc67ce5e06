package cnn.spec;

import cnn.tensor.Shape;
import java.util.List;

/**
 * A layer in its place within a network: its name, its shapes (of one sample) and its slices of the flat parameter
 * vector.
 *
 * @param index position in the network, from 0; also the layer's address for randomness
 */
public record PlacedLayer(
        int index, String name, LayerSpec spec, Shape input, Shape output, List<Slice> parameters) {

    public PlacedLayer {
        parameters = List.copyOf(parameters);
    }

    /**
     * The slice with the parameter's short name, for example {@code w}.
     *
     * @throws IllegalArgumentException if this layer has no such parameter
     */
    public Slice parameter(String shortName) {
        return parameters.stream()
                .filter(slice -> slice.parameter().name().equals(shortName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(label() + " has no parameter '" + shortName + "'"));
    }

    /** For messages: {@code conv2d 'conv1'}. */
    public String label() {
        return spec.kind() + " '" + name + "'";
    }
}
