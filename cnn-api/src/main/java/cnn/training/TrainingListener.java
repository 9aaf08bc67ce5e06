package cnn.training;

import cnn.data.Batch;
import cnn.metrics.Evaluation;
import java.util.Optional;

/** Hears how a training goes. Called on the training thread: what it takes, the training waits for. */
public interface TrainingListener {
    /**
     * Before each update: the batch's gradient is there, and the parameters are still those it belongs to. {@code
     * learner.steps()} is the number of updates made so far.
     */
    default void beforeUpdate(Learner learner, Batch batch) {}

    /**
     * After each update; the network and its optimizer stand as {@link Step#after} says: the place to write a
     * checkpoint.
     */
    default void onStep(Step step) {}

    /** After each epoch, once more with the network as it stands. */
    default void onEpoch(Epoch epoch) {}

    /**
     * @param after where the training stands now; {@code after.updates()} is this step's number, from 1
     * @param samples of this step's batch
     * @param loss of the batch, before the update
     * @param learningRate of the update
     */
    record Step(Progress after, int samples, double loss, double learningRate) {}

    /**
     * @param number from 1
     * @param meanLoss over the epoch's samples, each batch's before its update
     * @param seconds spent on updates, without the listeners' own time; of this process only, if the epoch was resumed
     * @param samples how many samples were learnt from in these seconds
     * @param validation what the answers to the validation samples are worth after the epoch; empty if there are none
     * @param after where the training stands now: at the start of the next epoch
     */
    record Epoch(
            int number,
            double meanLoss,
            double seconds,
            long samples,
            Optional<Evaluation> validation,
            Progress after) {
        /** Training speed; 0 if nothing was left of a resumed epoch. */
        public double samplesPerSecond() {
            return samples == 0 ? 0 : samples / seconds;
        }

        /** Whether no epoch before was better. */
        public boolean best() {
            return after.stopping().bestEpoch() == number;
        }
    }
}
