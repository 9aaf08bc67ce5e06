/** A training as JSON lines; a range test of learning rates as a page. */
@NullMarked
package cnn.compare.report.training;

import org.jspecify.annotations.NullMarked;
