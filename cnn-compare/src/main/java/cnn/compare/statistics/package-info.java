/** Intervals and tests for accuracies measured on the same test images. */
@NullMarked
package cnn.compare.statistics;

import org.jspecify.annotations.NullMarked;
