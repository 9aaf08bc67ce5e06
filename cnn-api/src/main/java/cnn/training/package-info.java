/** The training loop, its listeners and the evaluation of a trained network. */
@NullMarked
package cnn.training;

import org.jspecify.annotations.NullMarked;
