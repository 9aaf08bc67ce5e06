package cnn.model;

import cnn.config.ModelDescription;
import cnn.error.BadInputException;
import cnn.training.Learner;
import cnn.training.Progress;
import cnn.training.TrainingListener;
import java.util.OptionalInt;

/** Writes a checkpoint after each epoch, and after every so many updates if asked for. */
public final class CheckpointWriter implements TrainingListener {
    private final Checkpoints checkpoints;
    private final ModelDescription description;
    private final Learner learner;
    private final OptionalInt every;
    private final int keep;

    /**
     * @param every how many updates from one checkpoint to the next; empty: only at the end of each epoch
     * @param keep how many of the newest to keep, besides the best
     */
    public CheckpointWriter(
            Checkpoints checkpoints, ModelDescription description, Learner learner, OptionalInt every, int keep) {
        requireSensible(every, keep);
        this.checkpoints = checkpoints;
        this.description = description;
        this.learner = learner;
        this.every = every;
        this.keep = keep;
        checkpoints.prune(keep);
    }

    /** @throws BadInputException if checkpoints are to be written after, or kept to, less than one */
    public static void requireSensible(OptionalInt every, int keep) {
        if (every.isPresent() && every.getAsInt() < 1) {
            throw new BadInputException(
                    "a checkpoint can be written after every 1 update or more, not " + every.getAsInt());
        }
        if (keep < 1) {
            throw new BadInputException("at least 1 checkpoint must be kept, not " + keep);
        }
    }

    @Override
    public void onStep(Step step) {
        if (every.isPresent() && step.after().updates() % every.getAsInt() == 0) {
            write(step.after());
        }
    }

    @Override
    public void onEpoch(Epoch epoch) {
        write(epoch.after());
    }

    private void write(Progress progress) {
        checkpoints.write(Checkpoint.of(description, learner, progress), keep);
    }
}
