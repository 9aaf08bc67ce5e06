package cnn.backend;

import cnn.tensor.Tensor;

/** The backward pass of one layer for the forward pass that gave it. */
public interface Backward {
    /**
     * Fills this layer's slices of the gradient vector (overwrites; never adds to what was there) and gives the gradient
     * of the loss with respect to the layer's input.
     *
     * @param dy gradient with respect to the output, of the output's shape; not written to
     * @return dx, of the input's shape, owned by the layer; valid until the next backward pass of any layer of the same
     *     network, or, if the network is observed, of this layer
     */
    Tensor dx(Tensor dy);

    /** Like {@link #dx}, for a layer whose dx nobody needs (the first of a network): only the parameters' gradients. */
    default void parametersOnly(Tensor dy) {
        dx(dy);
    }
}
