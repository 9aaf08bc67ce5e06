package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network's parameters, each a tensor of its own as PyTorch has it; our layouts are PyTorch's.
 *
 * <p>For a training step every parameter gets a leaf of the recorded graph that shares its memory and has no gradient yet.
 * Autograd then hands its gradient over as it is, where it would have to add it to an older one that was set to zero
 * (PyTorch users know this as {@code zero_grad(set_to_none=True)}).
 */
final class Parameters {
    private final Map<String, NDArray> values = new LinkedHashMap<>();
    private final Map<String, NDArray> leaves = new LinkedHashMap<>();
    private final List<Slice> slices;
    private final int count;

    Parameters(NetworkSpec network, NDManager manager, DataType type) {
        slices = network.slices();
        count = network.parameterCount();
        for (Slice slice : slices) {
            values.put(slice.name(), manager.zeros(shape(slice.parameter().shape()), type));
        }
    }

    static Shape shape(cnn.tensor.Shape shape) {
        long[] extents = new long[shape.rank()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = shape.dim(i);
        }
        return new Shape(extents);
    }

    /** The parameter as the forward pass takes it: the leaf, while a step is recorded. */
    NDArray get(Slice slice) {
        NDArray leaf = leaves.get(slice.name());
        return leaf == null ? values.get(slice.name()) : leaf;
    }

    /** The parameters' own memory, in the order of the flat vector. */
    List<NDArray> values() {
        return List.copyOf(values.values());
    }

    /** @param step what the leaves live as long as */
    void record(NDManager step) {
        for (Map.Entry<String, NDArray> value : values.entrySet()) {
            NDArray leaf = value.getValue().stopGradient();
            leaf.attach(step);
            leaf.setRequiresGradient(true);
            leaves.put(value.getKey(), leaf);
        }
    }

    /** After a backward pass: the gradients, in the order of the flat vector. */
    List<NDArray> gradients() {
        List<NDArray> gradients = new ArrayList<>();
        leaves.values().forEach(leaf -> gradients.add(leaf.getGradient()));
        return gradients;
    }

    void forget() {
        leaves.clear();
    }

    void set(double[] flat) {
        for (Slice slice : slices) {
            Values.fill(values.get(slice.name()), Arrays.copyOfRange(flat, slice.offset(), slice.end()));
        }
    }

    double[] flat() {
        return flat(values());
    }

    /** Tensors in the order of the flat vector as one. */
    double[] flat(List<NDArray> tensors) {
        double[] flat = new double[count];
        int offset = 0;
        for (NDArray tensor : tensors) {
            double[] part = Values.toDoubles(tensor);
            System.arraycopy(part, 0, flat, offset, part.length);
            offset += part.length;
        }
        return flat;
    }
}
