package cnn.spec;

import cnn.tensor.Shape;

/**
 * One tensor that a layer carries from batch to batch and that no gradient changes, such as a running mean. It is saved with
 * the parameters, but not trained.
 *
 * @param name as the layer's documentation gives it
 * @param shape without a batch extent
 * @param initial what all its elements are at first
 */
public record StateSpec(String name, Shape shape, double initial) {
    /** The same tensor seen from outside the layer {@code inner}: {@code bn1.mean}. */
    StateSpec inside(String inner) {
        return new StateSpec(inner + "." + name, shape, initial);
    }
}
