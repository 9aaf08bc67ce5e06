package cnn.spec;

/**
 * Where one tensor of a network's state lies in the flat state vector.
 *
 * @param name layer and tensor, for example {@code bn1.mean}
 * @param offset index of the first element in the flat vector
 */
public record StateSlice(String name, StateSpec state, int offset) {
    /** The number of elements. */
    public int size() {
        return state.shape().size();
    }

    /** One past the last element's index in the flat vector. */
    public int end() {
        return offset + size();
    }
}
