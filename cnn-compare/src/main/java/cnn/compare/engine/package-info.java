/** Whatever can train a network spec and be asked for its activations, gradients and parameters. */
@NullMarked
package cnn.compare.engine;

import org.jspecify.annotations.NullMarked;
