package cnn.compare.crosscheck;

import cnn.data.Batch;
import cnn.loss.LossSpec;

/** A loss and the labels that it is taken of. */
record LossOnBatch(LossSpec spec, Batch batch) {}
