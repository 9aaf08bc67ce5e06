package cnn.training;

import cnn.data.Batch;
import cnn.data.Batches;
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
        List<TrainingListener.Epoch> epochs = new ArrayList<>();
        for (int number = 1; number <= spec.epochs(); number++) {
            TrainingListener.Epoch epoch = epoch(learner, batches, number);
            epochs.add(epoch);
            listeners.forEach(listener -> listener.onEpoch(epoch));
        }
        return List.copyOf(epochs);
    }

    private TrainingListener.Epoch epoch(Learner learner, Batches batches, int number) {
        long nanos = 0;
        double lossSum = 0;
        long samples = 0;
        for (Batch batch : batches.shuffled(spec.seed(), number)) {
            long start = System.nanoTime();
            double loss = learner.step(batch);
            nanos += System.nanoTime() - start;
            if (!Double.isFinite(loss)) {
                throw new TrainingDivergedException(learner.steps(), loss);
            }
            lossSum += loss * batch.size();
            samples += batch.size();
            for (TrainingListener listener : listeners) {
                listener.onStep(learner.steps(), batch.size(), loss);
            }
        }
        return new TrainingListener.Epoch(number, lossSum / samples, nanos * 1e-9, samples);
    }
}
