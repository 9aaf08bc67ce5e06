/**
 * Judges a backend's numbers: differences, derived error bounds and finite differences. A layer is judged by its own
 * inputs: the tensors that an engine put into a layer are given to the reference's layer too, so that only this layer's
 * error is seen, and a ReLU or a max pool cannot tip over because of an error made before it. How the bounds are derived
 * is in docs/tolerances.md.
 */
@NullMarked
package cnn.check;

import org.jspecify.annotations.NullMarked;
