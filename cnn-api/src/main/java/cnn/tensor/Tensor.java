package cnn.tensor;

/**
 * A backend's array, as an opaque handle: it has a shape, and values can be copied in and out. Where and how the values
 * lie is the backend's own affair; at this boundary they are always row-major in the order of {@link #shape()}.
 *
 * <p>A tensor is used by one thread at a time, and only with the backend that made it. Copying into arrays of the other
 * precision rounds to nearest.
 */
public interface Tensor extends AutoCloseable {
    /** With the batch extent in front, for example {@code [N, C, H, W]}. */
    Shape shape();

    Precision precision();

    /** Overwrites the values with the first {@code shape().size()} elements of {@code source}. */
    void copyFrom(float[] source);

    /** Overwrites the values with the first {@code shape().size()} elements of {@code source}. */
    void copyFrom(double[] source);

    /** Writes the values into the first {@code shape().size()} elements of {@code target}. */
    void copyTo(float[] target);

    /** Writes the values into the first {@code shape().size()} elements of {@code target}. */
    void copyTo(double[] target);

    /** A fresh copy of the values. */
    default double[] toDoubles() {
        double[] values = new double[shape().size()];
        copyTo(values);
        return values;
    }

    /** Gives memory back that is not on the Java heap; a tensor that a layer handed out belongs to that layer. */
    @Override
    default void close() {}
}
