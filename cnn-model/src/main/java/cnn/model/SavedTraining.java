package cnn.model;

import cnn.backend.Backend;
import cnn.data.Batches;
import cnn.network.Network;
import cnn.training.Learner;
import cnn.training.Progress;
import cnn.training.Trainer;
import cnn.training.TrainingListener;
import cnn.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A training that can be stopped at any moment: it begins where the newest checkpoint of its folder stands, writes
 * checkpoints on its way, and in the end the model.
 */
public final class SavedTraining {
    private final TrainingFolder folder;
    private final OptionalInt every;
    private final int keep;
    private final Optional<Checkpoint> from;

    /**
     * @param every how many updates from one checkpoint to the next; empty: only at the end of each epoch
     * @param keep how many of the newest checkpoints to keep, besides the best
     * @throws cnn.error.BadInputException if the newest checkpoint is damaged
     */
    public SavedTraining(TrainingFolder folder, OptionalInt every, int keep) {
        this.folder = folder;
        this.every = every;
        this.keep = keep;
        this.from = folder.newest();
    }

    /** Where it begins. */
    public Progress from() {
        return from.map(Checkpoint::progress).orElse(Progress.START);
    }

    /** What computed before, if that was something else: then it goes on, but to other roundings. */
    public Optional<String> otherBackend(Backend backend) {
        return from.map(Checkpoint::backend).filter(before -> !before.equals(backend.describe()));
    }

    /**
     * Trains to the end.
     *
     * @param learner stands as before the first update; what a checkpoint says replaces that
     * @param listeners told before a checkpoint is written
     * @return the epochs that were ended here; none if the training had ended before
     */
    public List<TrainingListener.Epoch> fit(
            TrainingSpec spec,
            Learner learner,
            Batches train,
            Optional<Batches> validation,
            List<TrainingListener> listeners) {
        Network network = learner.network();
        from.ifPresent(checkpoint -> checkpoint.restore(learner));
        List<TrainingListener> all = new ArrayList<>(listeners);
        all.add(new CheckpointWriter(folder.checkpoints(), folder.description(), learner, every, keep));
        // Early stopping puts the best epoch's weights back in the end: that epoch's checkpoint is kept for it.
        Optional<TrainedModel> best =
                from.flatMap(checkpoint -> folder.checkpoints().best()).map(path -> Checkpoint.read(path).model());
        List<TrainingListener.Epoch> epochs =
                new Trainer(spec, validation, all).fit(learner, train, from(), best.map(TrainedModel::snapshot));
        folder.finish(TrainedModel.of(folder.description(), network));
        return epochs;
    }
}
