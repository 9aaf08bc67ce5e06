/** Trained networks on disk, the checkpoints of trainings, and what a trained network answers. */
@NullMarked
package cnn.model;

import org.jspecify.annotations.NullMarked;
