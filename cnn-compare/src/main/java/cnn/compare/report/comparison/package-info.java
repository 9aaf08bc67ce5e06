/** A comparison's result as text, JSON and one self-contained HTML page. */
@NullMarked
package cnn.compare.report.comparison;

import org.jspecify.annotations.NullMarked;
