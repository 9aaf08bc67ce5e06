package cnn.training;

import cnn.data.Batch;
import cnn.data.Batches;
import cnn.error.BadInputException;
import cnn.schedule.Watch;
import java.util.ArrayList;
import java.util.List;

/** The training loop: epochs of shuffled batches, each one update, with listeners told of every one. */
public final class Trainer {
    private final TrainingSpec spec;
    private final List<TrainingListener> listeners;

    public Trainer(TrainingSpec spec, List<TrainingListener> listeners) {
        this.spec = spec;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Trains for {@code spec.epochs()} epochs.
     *
     * @throws TrainingDivergedException if a loss is no longer finite; names the step
     */
    public List<TrainingListener.Epoch> fit(Learner learner, Batches batches) {
        return fit(learner, batches, Progress.START);
    }

    /**
     * Goes on from any batch of any epoch, to the same bits as if it had never stopped, provided that the learner's network and
     * optimizer hold what they held there.
     *
     * @throws BadInputException if {@code from} has more batches behind it than an epoch has
     * @throws TrainingDivergedException if a loss is no longer finite; names the step
     */
    public List<TrainingListener.Epoch> fit(Learner learner, Batches batches, Progress from) {
        if (from.batches() > batches.perEpoch()) {
            throw new BadInputException("cannot go on after batch %d of an epoch of %d batches; is it the same data set?"
                    .formatted(from.batches(), batches.perEpoch()));
        }
        learner.startAt(from.updates());
        List<TrainingListener.Epoch> epochs = new ArrayList<>();
        Progress progress = from;
        while (progress.epoch() <= spec.epochs()) {
            TrainingListener.Epoch epoch = epoch(learner, batches, progress);
            progress = epoch.after();
            epochs.add(epoch);
            listeners.forEach(listener -> listener.onEpoch(epoch));
        }
        return List.copyOf(epochs);
    }

    private TrainingListener.Epoch epoch(Learner learner, Batches batches, Progress from) {
        long nanos = 0;
        Progress progress = from;
        for (Batch batch : batches.shuffled(spec.seed(), from.epoch(), from.batches())) {
            double learningRate = spec.optimizer().learningRate();
            long start = System.nanoTime();
            double loss = learner.step(batch, learningRate);
            nanos += System.nanoTime() - start;
            if (!Double.isFinite(loss)) {
                throw new TrainingDivergedException(learner.steps(), loss);
            }
            progress = progress.afterBatch(batch.size(), loss);
            TrainingListener.Step step = new TrainingListener.Step(progress, batch.size(), loss, learningRate);
            listeners.forEach(listener -> listener.onStep(step));
        }
        Watch best = progress.stopping().after(progress.epoch(), progress.meanLoss(), false, 0);
        return new TrainingListener.Epoch(
                progress.epoch(),
                progress.meanLoss(),
                nanos * 1e-9,
                progress.samples() - from.samples(),
                progress.afterEpoch(progress.plateau(), best));
    }
}
