package cnn.backend;

import cnn.tensor.Tensor;
import java.util.Map;

/** Applies an {@link cnn.optim.UpdateSpec} to a flat parameter vector, on the backend that owns it. */
public interface Updater extends AutoCloseable {
    /**
     * Updates the parameters from the gradient, in place.
     *
     * @param t number of this update, counted from 1 (bias corrections use it)
     * @param learningRate replaces the spec's rate, so that a schedule can change it
     */
    void step(long t, double learningRate);

    /**
     * The optimizer's own vectors by their names in the spec's formula, for example {@code m} and {@code v}, in the
     * order in which the formula has them; each as long as the parameter vector; empty if the formula has none. They
     * are the live vectors: together with the parameters and the number of the last update they are all that a
     * checkpoint needs, and writing into them puts an updater where another one stood.
     */
    Map<String, Tensor> state();

    @Override
    default void close() {}
}
