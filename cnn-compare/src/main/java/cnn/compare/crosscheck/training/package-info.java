/** Trainings: trajectories, what is learnt over seeds, and the same bits again. */
@NullMarked
package cnn.compare.crosscheck.training;

import org.jspecify.annotations.NullMarked;
