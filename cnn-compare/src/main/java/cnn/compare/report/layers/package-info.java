/** The survey of all layers as text and JSON. */
@NullMarked
package cnn.compare.report.layers;

import org.jspecify.annotations.NullMarked;
