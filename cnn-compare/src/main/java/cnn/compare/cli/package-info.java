/** The commands of the launcher. The only place that prints. */
@NullMarked
package cnn.compare.cli;

import org.jspecify.annotations.NullMarked;
