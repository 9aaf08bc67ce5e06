/** The pieces that reports are made of: text tables, elements of a page, charts, files; and, a package each, the reports. */
@NullMarked
package cnn.compare.report;

import org.jspecify.annotations.NullMarked;
