/** Faults that can be planted on purpose: mistakes that people make in backpropagation, for checks to be checked with. */
@NullMarked
package cnn.check.faults;

import org.jspecify.annotations.NullMarked;
