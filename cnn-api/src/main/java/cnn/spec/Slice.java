package cnn.spec;

/**
 * Where one parameter of a network lies in the flat parameter vector, and its gradient in the gradient vector.
 *
 * @param name layer and parameter, for example {@code conv1.w}
 * @param offset index of the first element in the flat vector
 */
public record Slice(String name, ParameterSpec parameter, int offset) {
    /** The number of elements. */
    public int size() {
        return parameter.shape().size();
    }

    /** One past the last element's index in the flat vector. */
    public int end() {
        return offset + size();
    }
}
