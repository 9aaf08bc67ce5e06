package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import cnn.spec.NetworkSpec;
import cnn.spec.StateSlice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What layers carry from batch to batch without training it: batch normalisation's running statistics. */
final class States {
    private final Map<StateSlice, NDArray> values = new HashMap<>();

    States(NetworkSpec network, NDManager manager, DataType type) {
        for (StateSlice slice : network.stateSlices()) {
            values.put(slice, manager.zeros(Parameters.shape(slice.state().shape()), type));
        }
        reset();
    }

    /** As before the first batch. */
    void reset() {
        values.forEach((slice, tensor) -> {
            double[] initial = new double[slice.size()];
            Arrays.fill(initial, slice.state().initial());
            Values.fill(tensor, initial);
        });
    }

    NDArray get(StateSlice slice) {
        return values.get(slice);
    }
}
