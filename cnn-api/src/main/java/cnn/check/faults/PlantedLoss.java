package cnn.check.faults;

import cnn.check.LossFunction;
import cnn.loss.LossSpec;

/**
 * A loss of one's own beside what it should be.
 *
 * @param spec what it claims to compute
 * @param own how it is computed
 */
public record PlantedLoss(LossSpec spec, LossFunction own) {}
