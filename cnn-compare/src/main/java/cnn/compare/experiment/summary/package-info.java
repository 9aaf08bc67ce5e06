/** What the results of a run of experiments say together: means over seeds, paired tests, mistakes. */
@NullMarked
package cnn.compare.experiment.summary;

import org.jspecify.annotations.NullMarked;
