package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import cnn.spec.NetworkSpec;
import cnn.spec.StateSlice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What layers carry from batch to batch without training it: batch normalisation's running statistics. */
final class States {
    private final Map<String, NDArray> values = new HashMap<>();
    private final List<StateSlice> slices;

    States(NetworkSpec network, NDManager manager, DataType type) {
        slices = network.stateSlices();
        for (StateSlice slice : slices) {
            values.put(slice.name(), manager.zeros(Parameters.shape(slice.state().shape()), type));
        }
        reset();
    }

    /** As before the first batch. */
    void reset() {
        for (StateSlice slice : slices) {
            double[] initial = new double[slice.size()];
            Arrays.fill(initial, slice.state().initial());
            Values.fill(values.get(slice.name()), initial);
        }
    }

    /** The flat state vector. */
    double[] flat() {
        double[] flat = new double[slices.stream().mapToInt(StateSlice::size).sum()];
        for (StateSlice slice : slices) {
            double[] own = Values.toDoubles(values.get(slice.name()));
            System.arraycopy(own, 0, flat, slice.offset(), own.length);
        }
        return flat;
    }

    void set(double[] flat) {
        for (StateSlice slice : slices) {
            Values.fill(values.get(slice.name()), Arrays.copyOfRange(flat, slice.offset(), slice.end()));
        }
    }

    NDArray get(StateSlice slice) {
        return values.get(slice.name());
    }
}
