package cnn.training;

import cnn.error.BadInputException;
import cnn.schedule.PlateauState;
import cnn.schedule.Watch;

/**
 * Where a training stands, between two updates. Together with the parameters, the network's state, the optimizer's
 * vectors and the best weights so far it is all that is needed to go on to the same bits: shuffles, masks and
 * augmentation are addressed by (seed, epoch or update), and no clock is in it.
 *
 * @param epoch the epoch in work, from 1; one past the last after the training
 * @param batches how many batches of it are done
 * @param updates over all epochs
 * @param lossSum of the epoch in work, over its samples so far, each batch's loss before its update
 * @param samples of the epoch in work so far
 * @param plateau of a schedule that waits for plateaus
 * @param stopping the watch of early stopping; without early stopping of the best epoch all the same
 */
public record Progress(
        int epoch, int batches, long updates, double lossSum, long samples, PlateauState plateau, Watch stopping) {
    /** Before the first update. */
    public static final Progress START = new Progress(1, 0, 0, 0, 0, PlateauState.START, Watch.START);

    public Progress {
        if (epoch < 1 || batches < 0 || updates < batches || samples < batches) {
            throw new BadInputException("no training stands at epoch %d, batch %d, update %d, sample %d"
                    .formatted(epoch, batches, updates, samples));
        }
    }

    /** One batch later. */
    Progress afterBatch(int size, double loss) {
        return new Progress(epoch, batches + 1, updates + 1, lossSum + loss * size, samples + size, plateau, stopping);
    }

    /** At the start of the next epoch. */
    Progress afterEpoch(PlateauState plateauThen, Watch stoppingThen) {
        return new Progress(epoch + 1, 0, updates, 0, 0, plateauThen, stoppingThen);
    }

    /** The mean loss of the epoch in work so far; NaN before its first batch. */
    public double meanLoss() {
        return lossSum / samples;
    }
}
