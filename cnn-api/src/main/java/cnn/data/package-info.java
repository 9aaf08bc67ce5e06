/** Samples and batches, as the trainer asks for them. */
@NullMarked
package cnn.data;

import org.jspecify.annotations.NullMarked;
