package cnn.training;

import cnn.data.Batch;
import cnn.data.Batches;
import cnn.error.BadInputException;
import cnn.metrics.Evaluation;
import cnn.metrics.Monitor;
import cnn.schedule.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The training loop: epochs of shuffled batches, each one update, with listeners told of every one. */
public final class Trainer {
    private final TrainingSpec spec;
    private final Optional<Batches> validation;
    private final List<TrainingListener> listeners;

    /** Without validation samples. */
    public Trainer(TrainingSpec spec, List<TrainingListener> listeners) {
        this(spec, Optional.empty(), listeners);
    }

    /**
     * @param validation samples to evaluate after each epoch; the caller keeps them out of the training samples
     * @throws BadInputException if early stopping has nothing to look at
     */
    public Trainer(TrainingSpec spec, Optional<Batches> validation, List<TrainingListener> listeners) {
        if (spec.stopping().isPresent() && validation.isEmpty()) {
            throw new BadInputException("early stopping needs validation samples");
        }
        this.spec = spec;
        this.validation = validation;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Trains for {@code spec.epochs()} epochs, or until early stopping ends it; then the best epoch's weights are put
     * back.
     *
     * @throws TrainingDivergedException if a loss or a parameter is no longer finite; names the step and where it began
     */
    public List<TrainingListener.Epoch> fit(Learner learner, Batches batches) {
        return fit(learner, batches, Progress.START);
    }

    /** Goes on from any batch of any epoch, without early stopping or before the end of the first epoch. */
    public List<TrainingListener.Epoch> fit(Learner learner, Batches batches, Progress from) {
        return fit(learner, batches, from, Optional.empty());
    }

    /**
     * Goes on from any batch of any epoch, to the same bits as if it had never stopped, provided that the learner's
     * network and optimizer hold what they held there.
     *
     * @param best the network after the best epoch so far, which early stopping puts back in the end
     * @throws BadInputException if {@code from} has more batches behind it than an epoch has, or {@code best} is
     *     missing
     * @throws TrainingDivergedException if a loss or a parameter is no longer finite; names the step and where it began
     */
    public List<TrainingListener.Epoch> fit(
            Learner learner, Batches batches, Progress from, Optional<Snapshot> best) {
        if (from.batches() > batches.perEpoch()) {
            throw new BadInputException("cannot go on after batch %d of an epoch of %d batches; is it the same dataset?"
                    .formatted(from.batches(), batches.perEpoch()));
        }
        if (spec.stopping().isPresent() && from.stopping().bestEpoch() > 0 && best.isEmpty()) {
            throw new BadInputException(
                    "early stopping cannot go on without the weights of the best epoch so far, number %d"
                            .formatted(from.stopping().bestEpoch()));
        }
        learner.startAt(from.updates());
        List<TrainingListener.Epoch> epochs = new ArrayList<>();
        Progress progress = from;
        Optional<Snapshot> kept = best;
        while (progress.epoch() <= spec.epochs() && !stopped(progress)) {
            TrainingListener.Epoch epoch = epoch(learner, batches, progress);
            progress = epoch.after();
            if (spec.stopping().isPresent() && epoch.best()) {
                kept = Optional.of(Snapshot.of(learner.network()));
            }
            epochs.add(epoch);
            listeners.forEach(listener -> listener.onEpoch(epoch));
        }
        kept.filter(snapshot -> spec.stopping().isPresent())
                .ifPresent(snapshot -> snapshot.restore(learner.network()));
        return List.copyOf(epochs);
    }

    private boolean stopped(Progress progress) {
        return spec.stopping().map(rule -> rule.ends(progress.stopping())).orElse(false);
    }

    private TrainingListener.Epoch epoch(Learner learner, Batches batches, Progress from) {
        long nanos = 0;
        Progress progress = from;
        for (Batch batch : batches.shuffled(spec.seed(), from.epoch(), from.batches())) {
            double learningRate = spec.learningRate(progress.updates(), batches.perEpoch(), progress.plateau());
            long start = System.nanoTime();
            double loss = learner.gradient(batch);
            nanos += System.nanoTime() - start;
            if (!Double.isFinite(loss)) {
                throw new TrainingDivergedException(learner.steps() + 1, loss, learner.diagnose(batch));
            }
            for (TrainingListener listener : listeners) {
                listener.beforeUpdate(learner, batch);
            }
            start = System.nanoTime();
            learner.update(learningRate);
            nanos += System.nanoTime() - start;
            progress = progress.afterBatch(batch.size(), loss);
            TrainingListener.Step step = new TrainingListener.Step(progress, batch.size(), loss, learningRate);
            listeners.forEach(listener -> listener.onStep(step));
        }
        Tripwire.checkParameters(learner.network(), progress);
        return ended(learner, progress, nanos * 1e-9, progress.samples() - from.samples());
    }

    private TrainingListener.Epoch ended(Learner learner, Progress progress, double seconds, long samples) {
        Optional<Evaluation> evaluation =
                validation.map(held -> Evaluator.evaluate(learner.network(), spec.loss(), spec.testAugmentation(), held));
        double loss = evaluation.map(Evaluation::loss).orElse(progress.meanLoss());
        Monitor monitor = spec.stopping().map(EarlyStopping::monitor).orElse(Monitor.LOSS);
        Watch best = progress.stopping().after(
                progress.epoch(),
                evaluation.map(monitor::value).orElse(loss),
                monitor.higherIsBetter(),
                spec.stopping().map(EarlyStopping::minimumGain).orElse(0.0));
        return new TrainingListener.Epoch(
                progress.epoch(),
                progress.meanLoss(),
                seconds,
                samples,
                evaluation,
                progress.afterEpoch(spec.schedule().afterEpoch(progress.plateau(), progress.epoch(), loss), best));
    }
}
