package cnn.training;

import cnn.error.BadInputException;
import cnn.init.Initializer;
import cnn.loss.LossSpec;
import cnn.optim.OptimizerSpec;

/**
 * How a network is trained, as data.
 *
 * @param epochs how often every sample is seen, at least 1
 * @param batchSize samples an update, at least 1
 * @param seed of initial values and shuffles
 */
public record TrainingSpec(
        LossSpec loss, OptimizerSpec optimizer, Initializer initializer, int epochs, int batchSize, long seed) {
    public TrainingSpec {
        if (epochs < 1) {
            throw new BadInputException("epochs must be at least 1, got " + epochs);
        }
        if (batchSize < 1) {
            throw new BadInputException("batch size must be at least 1, got " + batchSize);
        }
    }

    public TrainingSpec withEpochs(int wanted) {
        return new TrainingSpec(loss, optimizer, initializer, wanted, batchSize, seed);
    }

    public TrainingSpec withSeed(long wanted) {
        return new TrainingSpec(loss, optimizer, initializer, epochs, batchSize, wanted);
    }
}
