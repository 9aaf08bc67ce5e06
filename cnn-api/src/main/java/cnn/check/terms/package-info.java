/**
 * What a single number consists of: the terms of the sum that any element of any tensor of a layer is, with names,
 * indices and values. The answer to "why is this gradient 0.37?".
 */
@NullMarked
package cnn.check.terms;

import org.jspecify.annotations.NullMarked;
