package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A whole network: the shape of one input sample and its layers in order. Making one checks that every layer can take
 * what the layer before it gives.
 *
 * @param input shape of one sample, for example {@code [3, 32, 32]}
 */
public record NetworkSpec(Shape input, List<NamedLayer> layers) {
    /** @throws BadInputException if there is no layer, a name occurs twice, or shapes do not fit (names the layer) */
    public NetworkSpec {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new BadInputException("a network needs at least one layer");
        }
        Set<String> names = new HashSet<>();
        for (NamedLayer layer : layers) {
            if (!names.add(layer.name())) {
                throw new BadInputException("two layers are called '" + layer.name() + "'; give each its own name");
            }
        }
        Placement.of(input, layers);
    }

    public static Builder builder(Shape input) {
        return new Builder(input);
    }

    /** The layers with their shapes and their slices of the flat vectors, which are laid out in layer order. */
    public List<PlacedLayer> placed() {
        return Placement.of(input, layers);
    }

    /** All layers, those inside composites too: first the layers inside, then the composite itself. */
    public List<PlacedLayer> everyLayer() {
        return placed().stream().flatMap(PlacedLayer::withInner).toList();
    }

    /** The shape of one output sample. */
    public Shape output() {
        List<PlacedLayer> placed = placed();
        return placed.get(placed.size() - 1).output();
    }

    /** Every parameter of the network, in the order of the flat vector. */
    public List<Slice> slices() {
        return placed().stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** The length of the flat parameter vector. */
    public int parameterCount() {
        return slices().stream().mapToInt(Slice::size).sum();
    }

    /** The network's whole state, in the order of the flat state vector. */
    public List<StateSlice> stateSlices() {
        return placed().stream().flatMap(layer -> layer.state().stream()).toList();
    }

    /** The length of the flat state vector. */
    public int stateCount() {
        return stateSlices().stream().mapToInt(StateSlice::size).sum();
    }

    /** The flat state vector as it is before the first batch. */
    public double[] initialState() {
        double[] values = new double[stateCount()];
        for (StateSlice slice : stateSlices()) {
            Arrays.fill(values, slice.offset(), slice.end(), slice.state().initial());
        }
        return values;
    }

    /** Multiply-adds of one forward pass of one sample (see {@link LayerSpec#multiplyAdds}). */
    public long multiplyAdds() {
        return placed().stream()
                .mapToLong(layer -> layer.spec().multiplyAdds(layer.input()))
                .sum();
    }

    /** Layers one after the other; those without a name are called after their kind: {@code conv1}, {@code conv2}, … */
    public static final class Builder {
        private final Shape input;
        private final List<NamedLayer> layers = new ArrayList<>();
        private final LayerNames names = new LayerNames();

        private Builder(Shape input) {
            this.input = input;
        }

        /** Adds a layer called after its kind and its number among its kind. */
        public Builder add(LayerSpec spec) {
            return add(names.next(spec), spec);
        }

        public Builder add(String name, LayerSpec spec) {
            layers.add(new NamedLayer(name, spec));
            return this;
        }

        /** @throws BadInputException as {@link NetworkSpec#NetworkSpec} */
        public NetworkSpec build() {
            return new NetworkSpec(input, layers);
        }
    }
}
