package cnn.exchange;

import cnn.config.ModelDescription;
import cnn.error.BadInputException;
import cnn.model.TrainedModel;
import cnn.model.safetensors.StoredTensor;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** Those of a trained network. */
    public static Weights of(TrainedModel model) {
        NetworkSpec network = model.description().network();
        double[] parameters = new double[network.parameterCount()];
        double[] state = new double[network.stateCount()];
        network.slices().forEach(slice -> model.weights().get(slice.name()).copyTo(parameters, slice.offset()));
        network.stateSlices().forEach(slice -> model.weights().get(slice.name()).copyTo(state, slice.offset()));
        return new Weights(network, parameters, state);
    }

    /**
     * As a trained network, each tensor in float32 if that holds its numbers exactly, else in float64.
     *
     * @param description of this network
     */
    public TrainedModel model(ModelDescription description) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Slice slice : network.slices()) {
            tensors.put(slice.name(), stored(slice.parameter().shape(), parameters, slice.offset()));
        }
        for (StateSlice slice : network.stateSlices()) {
            tensors.put(slice.name(), stored(slice.state().shape(), state, slice.offset()));
        }
        return new TrainedModel(description, tensors);
    }

    private static StoredTensor stored(Shape shape, double[] values, int offset) {
        double[] doubles = Arrays.copyOfRange(values, offset, offset + shape.size());
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
            if (floats[i] != doubles[i]) {
                return new StoredTensor.Doubles(shape, doubles);
            }
        }
        return new StoredTensor.Floats(shape, floats);
    }

    private static void requireLength(String what, int expected, int got) {
        if (got != expected) {
            throw new BadInputException(
                    "expected %d %s, got %d; are they another network's?".formatted(expected, what, got));
        }
    }

    private static void requireFinite(String name, Shape shape, double[] values, int offset) {
        for (int i = 0; i < shape.size(); i++) {
            if (!Double.isFinite(values[offset + i])) {
                throw new BadInputException(
                        "%s [element %d of %s] is %s; a network to be passed on must have finite numbers only"
                                .formatted(name, i, shape, values[offset + i]));
            }
        }
    }
}
