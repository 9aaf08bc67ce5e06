package cnn.training;

import cnn.error.BadInputException;
import cnn.metrics.Monitor;
import cnn.schedule.Watch;

/**
 * Ends a training when the validation samples have not been answered better for {@code patience} epochs, and puts the
 * parameters and the state of the best epoch back.
 *
 * @param monitor what is looked at after each epoch
 * @param patience epochs, at least 1
 * @param minimumGain what counts as better, at least 0
 */
public record EarlyStopping(Monitor monitor, int patience, double minimumGain) {
    public EarlyStopping {
        if (patience < 1) {
            throw new BadInputException("early_stopping: patience must be at least 1, got " + patience);
        }
        if (!(minimumGain >= 0)) {
            throw new BadInputException("early_stopping: minimum_gain must be at least 0, got " + minimumGain);
        }
    }

    /** Whether the training is over. */
    boolean ends(Watch watch) {
        return watch.waited() >= patience;
    }
}
