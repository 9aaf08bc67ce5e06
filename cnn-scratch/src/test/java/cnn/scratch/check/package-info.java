/** Checks of a user's own layers, written on the public interfaces alone. */
@NullMarked
package cnn.scratch.check;

import org.jspecify.annotations.NullMarked;
