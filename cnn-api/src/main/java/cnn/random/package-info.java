/** Addressed randomness: a draw is a pure function of (seed, purpose, step, layer, index). */
@NullMarked
package cnn.random;

import org.jspecify.annotations.NullMarked;
