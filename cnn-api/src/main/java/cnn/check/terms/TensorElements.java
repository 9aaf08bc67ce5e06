package cnn.check.terms;

import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;
import java.util.LinkedList;
import java.util.List;

/** Where an element of a layer's tensor stands: one number a dimension instead of one for the whole array. */
public final class TensorElements {
    private TensorElements() {}

    /**
     * The shape of a tensor that a layer computes, batch extent included.
     *
     * @param tensor {@code y}, {@code dx}, {@code dw} and so on for its parameters, or the name of one of its state
     * @throws IllegalArgumentException if the layer has no such tensor
     */
    public static Shape shape(PlacedLayer layer, int batch, String tensor) {
        if (tensor.equals("y") || tensor.equals("dy")) {
            return layer.output().withBatch(batch);
        }
        if (tensor.equals("x") || tensor.equals("dx")) {
            return layer.input().withBatch(batch);
        }
        for (Slice slice : layer.parameters()) {
            if (tensor.equals("d" + slice.parameter().name())) {
                return slice.parameter().shape();
            }
        }
        for (StateSlice slice : layer.state()) {
            if (tensor.equals(slice.state().name())) {
                return slice.state().shape();
            }
        }
        throw new IllegalArgumentException(layer.label() + " computes no tensor '" + tensor + "'");
    }

    /** The place of the element number {@code at} of a row-major array, the first dimension first. */
    public static List<Integer> index(Shape shape, int at) {
        LinkedList<Integer> index = new LinkedList<>();
        int rest = at;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index.addFirst(rest % shape.dim(axis));
            rest /= shape.dim(axis);
        }
        return List.copyOf(index);
    }
}
