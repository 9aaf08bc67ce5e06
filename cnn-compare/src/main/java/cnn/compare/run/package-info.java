/** The comparison itself: gradients on the first batch, training in step, accuracy. */
@NullMarked
package cnn.compare.run;

import org.jspecify.annotations.NullMarked;
