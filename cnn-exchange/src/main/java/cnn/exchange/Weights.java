package cnn.exchange;

import cnn.error.BadInputException;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;

/**
 * A network with all its numbers, checked: as many as the network has, every one finite.
 *
 * @param parameters the flat vector, as {@link NetworkSpec#slices} lays it out; not changed, and not to be changed
 * @param state the flat state vector, as {@link NetworkSpec#stateSlices} lays it out; likewise
 */
public record Weights(NetworkSpec network, double[] parameters, double[] state) {
    /** @throws BadInputException if a length is wrong or a number is not finite; names the tensor and the element */
    public Weights {
        requireLength("parameters", network.parameterCount(), parameters.length);
        requireLength("numbers of state", network.stateCount(), state.length);
        for (Slice slice : network.slices()) {
            requireFinite("parameter " + slice.name(), slice.parameter().shape(), parameters, slice.offset());
        }
        for (StateSlice slice : network.stateSlices()) {
            requireFinite("state " + slice.name(), slice.state().shape(), state, slice.offset());
        }
    }

    private static void requireLength(String what, int expected, int got) {
        if (got != expected) {
            throw new BadInputException("expected %d %s, got %d; are they another network's?".formatted(expected, what, got));
        }
    }

    private static void requireFinite(String name, Shape shape, double[] values, int offset) {
        for (int i = 0; i < shape.size(); i++) {
            if (!Double.isFinite(values[offset + i])) {
                throw new BadInputException("%s [element %d of %s] is %s; a network to be passed on must have finite numbers only"
                        .formatted(name, i, shape, values[offset + i]));
            }
        }
    }
}
