package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        place(input, layers);
    }

    public static Builder builder(Shape input) {
        return new Builder(input);
    }

    /** The layers with their shapes and their slices of the flat parameter vector, which is laid out in layer order. */
    public List<PlacedLayer> placed() {
        return place(input, layers);
    }

    private static List<PlacedLayer> place(Shape input, List<NamedLayer> layers) {
        List<PlacedLayer> placed = new ArrayList<>();
        Shape shape = input;
        int offset = 0;
        for (NamedLayer layer : layers) {
            try {
                Shape output = layer.spec().output(shape);
                List<Slice> slices = new ArrayList<>();
                for (ParameterSpec parameter : layer.spec().parameters(shape)) {
                    slices.add(new Slice(layer.name() + "." + parameter.name(), parameter, offset));
                    offset = Math.addExact(offset, parameter.shape().size());
                }
                placed.add(new PlacedLayer(placed.size(), layer.name(), layer.spec(), shape, output, slices));
                shape = output;
            } catch (BadInputException e) {
                throw e.at(layer.spec().kind() + " '" + layer.name() + "' on input " + shape);
            } catch (ArithmeticException e) {
                throw new BadInputException("the network has more parameters than an array can hold", e);
            }
        }
        return List.copyOf(placed);
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
        private final Map<String, Integer> counts = new HashMap<>();

        private Builder(Shape input) {
            this.input = input;
        }

        /** Adds a layer called after its kind and its number among its kind. */
        public Builder add(LayerSpec spec) {
            String stem = spec.kind().replace("2d", "").replace("_", "");
            return add(stem + counts.merge(stem, 1, Integer::sum), spec);
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
