package cnn.backend;

import cnn.tensor.Tensor;
import java.util.Map;

/** Applies an optimizer's formula to a flat parameter vector, on the backend that owns it. */
public interface Updater extends AutoCloseable {
    /**
     * Updates the parameters from the gradient, in place.
     *
     * @param t number of this update, counted from 1 (bias corrections use it)
     * @param learningRate replaces the spec's rate, so that a schedule can change it
     */
    void step(long t, double learningRate);

    /** The optimizer's own vectors by their names in the spec's formula, for example {@code m} and {@code v}; each [P]. */
    Map<String, Tensor> state();

    @Override
    default void close() {}
}
