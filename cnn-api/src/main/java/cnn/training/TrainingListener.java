package cnn.training;

/** Hears how a training goes. Called on the training thread: what it takes, the training waits for. */
public interface TrainingListener {
    /**
     * After each update.
     *
     * @param step updates so far, from 1
     * @param samples samples of this step's batch
     * @param loss of the batch, before the update
     */
    default void onStep(long step, int samples, double loss) {}

    /** After each epoch. */
    default void onEpoch(Epoch epoch) {}

    /**
     * @param number from 1
     * @param meanLoss over the epoch's samples, each batch's before its update
     * @param seconds spent on updates, without the listeners' own time
     * @param samples how many samples were learnt from
     */
    record Epoch(int number, double meanLoss, double seconds, long samples) {
        /** Training speed. */
        public double samplesPerSecond() {
            return samples / seconds;
        }
    }
}
