/** The experiment files that come with the program. */
@NullMarked
package cnn.compare.experiment;

import org.jspecify.annotations.NullMarked;
