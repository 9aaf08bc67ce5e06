/** What a cross-check brought to light as text, JSON, JUnit XML and one self-contained HTML page. */
@NullMarked
package cnn.compare.report.crosscheck;

import org.jspecify.annotations.NullMarked;
