package cnn.compare.crosscheck.network;

import cnn.data.Batch;
import cnn.loss.LossSpec;

/** A loss and the labels that it is taken of. */
public record LossOnBatch(LossSpec spec, Batch batch) {}
