package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Gives layers their shapes, their numbers and their slices of the flat vectors, one layer after the other. */
final class Placement {
    private int number;
    private int parameterOffset;
    private int stateOffset;

    private Placement() {}

    /** @throws BadInputException if shapes do not fit, or there are more parameters than an array can hold */
    static List<PlacedLayer> of(Shape input, List<NamedLayer> layers) {
        try {
            return new Placement().place("", input, layers);
        } catch (ArithmeticException e) {
            throw new BadInputException("the network has more parameters than an array can hold", e);
        }
    }

    private List<PlacedLayer> place(String path, Shape input, List<NamedLayer> layers) {
        List<PlacedLayer> placed = new ArrayList<>();
        Shape shape = input;
        for (NamedLayer layer : layers) {
            PlacedLayer next = place(path, shape, layer);
            placed.add(next);
            shape = next.output();
        }
        return placed;
    }

    private PlacedLayer place(String path, Shape input, NamedLayer layer) {
        Shape output = layer.outputOn(input);
        String name = path + layer.name();
        int index = number++;
        List<Slice> parameters = new ArrayList<>();
        int offset = parameterOffset;
        for (ParameterSpec parameter : layer.spec().parameters(input)) {
            parameters.add(new Slice(name + "." + parameter.name(), parameter, offset));
            offset = Math.addExact(offset, parameter.shape().size());
        }
        List<StateSlice> state = new ArrayList<>();
        int behindState = stateOffset;
        for (StateSpec spec : layer.spec().state(input)) {
            state.add(new StateSlice(name + "." + spec.name(), spec, behindState));
            behindState = Math.addExact(behindState, spec.shape().size());
        }
        // The layers inside share the slices: theirs begin where the layer's own begin.
        List<List<PlacedLayer>> branches = new ArrayList<>();
        for (List<NamedLayer> branch : layer.spec().branches()) {
            branches.add(place(name + ".", input, branch));
        }
        parameterOffset = offset;
        stateOffset = behindState;
        return new PlacedLayer(index, name, layer.spec(), input, output, parameters, state, branches);
    }
}
