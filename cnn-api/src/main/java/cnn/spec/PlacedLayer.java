package cnn.spec;

import cnn.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * A layer in its place within a network: its name, its shapes (of one sample) and its slices of the flat vectors.
 *
 * @param index number in the network, from 0, a composite before the layers inside it; also the layer's address for
 *     randomness
 * @param name within its network; of a layer inside a composite {@code block1.conv1}
 * @param parameters slices of the flat parameter vector; a composite has those of all layers inside it, as
 *     {@code conv1.w}
 * @param state slices of the flat state vector, likewise
 * @param branches the layers inside a composite, in the order of {@link LayerSpec#branches}; empty for all others
 */
public record PlacedLayer(
        int index,
        String name,
        LayerSpec spec,
        Shape input,
        Shape output,
        List<Slice> parameters,
        List<StateSlice> state,
        List<List<PlacedLayer>> branches) {

    public PlacedLayer {
        parameters = List.copyOf(parameters);
        state = List.copyOf(state);
        branches = branches.stream().map(List::copyOf).toList();
    }

    /** Whether other layers are inside this one. */
    public boolean isComposite() {
        return !branches.isEmpty();
    }

    /** The layers inside this one, branch by branch and to any depth, and then this one. */
    public Stream<PlacedLayer> withInner() {
        return Stream.concat(branches.stream().flatMap(List::stream).flatMap(PlacedLayer::withInner), Stream.of(this));
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

    /**
     * The slice of the state with that short name, for example {@code mean}.
     *
     * @throws IllegalArgumentException if this layer has no such state
     */
    public StateSlice state(String shortName) {
        return state.stream()
                .filter(slice -> slice.state().name().equals(shortName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(label() + " has no state '" + shortName + "'"));
    }

    /** For messages: {@code conv2d 'conv1'}. */
    public String label() {
        return spec.kind() + " '" + name + "'";
    }
}
