/** Shapes, precisions and the opaque tensor handle that every backend gives out. */
@NullMarked
package cnn.tensor;

import org.jspecify.annotations.NullMarked;
