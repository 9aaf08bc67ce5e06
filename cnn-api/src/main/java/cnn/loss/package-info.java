/** Loss functions: their formulas, values and gradients. */
@NullMarked
package cnn.loss;

import org.jspecify.annotations.NullMarked;
