/** Experiments' results for people and programs: Markdown, one page for a browser, JSON, tables for a terminal. */
@NullMarked
package cnn.compare.report.experiment;

import org.jspecify.annotations.NullMarked;
