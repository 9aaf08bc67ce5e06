/** Planted faults: would the cross-check have noticed? */
@NullMarked
package cnn.compare.crosscheck.planted;

import org.jspecify.annotations.NullMarked;
