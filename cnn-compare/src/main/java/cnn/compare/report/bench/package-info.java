/** A bench's result as text, JSON and one self-contained HTML page. */
@NullMarked
package cnn.compare.report.bench;

import org.jspecify.annotations.NullMarked;
