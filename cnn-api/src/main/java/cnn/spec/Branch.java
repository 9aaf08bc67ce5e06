package cnn.spec;

import cnn.error.BadInputException;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Layers one after the other inside a layer: their output, and what all of them have together, by names {@code conv1.w}. */
final class Branch {
    private Branch() {}

    /** The last layer's output; without layers the input itself. */
    static Shape output(List<NamedLayer> layers, Shape input) {
        return walk(layers, input, (layer, shape) -> {});
    }

    static List<ParameterSpec> parameters(List<NamedLayer> layers, Shape input) {
        List<ParameterSpec> all = new ArrayList<>();
        walk(layers, input, (layer, shape) -> layer.spec().parameters(shape).forEach(p -> all.add(p.inside(layer.name()))));
        return all;
    }

    static List<StateSpec> state(List<NamedLayer> layers, Shape input) {
        List<StateSpec> all = new ArrayList<>();
        walk(layers, input, (layer, shape) -> layer.spec().state(shape).forEach(s -> all.add(s.inside(layer.name()))));
        return all;
    }

    static long multiplyAdds(List<NamedLayer> layers, Shape input) {
        long[] sum = {0};
        walk(layers, input, (layer, shape) -> sum[0] += layer.spec().multiplyAdds(shape));
        return sum[0];
    }

    static List<ParameterSpec> parametersOf(List<List<NamedLayer>> branches, Shape input) {
        return branches.stream()
                .flatMap(branch -> parameters(branch, input).stream())
                .toList();
    }

    static List<StateSpec> stateOf(List<List<NamedLayer>> branches, Shape input) {
        return branches.stream().flatMap(branch -> state(branch, input).stream()).toList();
    }

    static long multiplyAddsOf(List<List<NamedLayer>> branches, Shape input) {
        return branches.stream().mapToLong(branch -> multiplyAdds(branch, input)).sum();
    }

    /** @throws BadInputException if a name occurs twice in a block, in one branch or in two */
    static void requireDistinctNames(String block, List<List<NamedLayer>> branches) {
        Set<String> names = new HashSet<>();
        for (List<NamedLayer> branch : branches) {
            for (NamedLayer layer : branch) {
                if (!names.add(layer.name())) {
                    throw new BadInputException(
                            "two layers of the %s block are called '%s'; give each its own name".formatted(block, layer.name()));
                }
            }
        }
    }

    private static Shape walk(List<NamedLayer> layers, Shape input, BiConsumer<NamedLayer, Shape> each) {
        Shape shape = input;
        for (NamedLayer layer : layers) {
            Shape output = layer.outputOn(shape);
            each.accept(layer, shape);
            shape = output;
        }
        return shape;
    }
}
