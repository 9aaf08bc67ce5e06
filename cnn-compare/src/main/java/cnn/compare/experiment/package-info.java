/**
 * Experiments: the files that come with the program; several files trained on several backends with several seeds, each
 * of them in a folder of its own that says what came out and from which a stopped run goes on.
 */
@NullMarked
package cnn.compare.experiment;

import org.jspecify.annotations.NullMarked;
