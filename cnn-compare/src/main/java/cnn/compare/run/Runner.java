package cnn.compare.run;

import cnn.compare.engine.Engine;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.training.Predictions;
import cnn.training.TrainingDivergedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One engine's part of the race: its losses, its times and its parameters at the steps that are looked at. */
final class Runner {
    private final Engine engine;
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> epochSeconds = new ArrayList<>();
    private final Map<Long, double[]> snapshots = new TreeMap<>();
    private long steps;

    Runner(Engine engine) {
        this.engine = engine;
        snapshots.put(0L, engine.parameters());
    }

    Engine engine() {
        return engine;
    }

    /** Losses of all steps so far, each before its update. */
    List<Double> losses() {
        return losses;
    }

    /** Seconds spent in updates, epoch by epoch; reading the pictures is not counted. */
    List<Double> epochSeconds() {
        return epochSeconds;
    }

    /** Parameters by the number of updates made. */
    Map<Long, double[]> snapshots() {
        return snapshots;
    }

    /**
     * One epoch of updates.
     *
     * @param watched the steps after which the parameters are kept
     * @throws TrainingDivergedException if the loss is no longer finite
     */
    void epoch(Iterable<Batch> batches, Set<Long> watched, Progress progress) {
        long nanos = 0;
        for (Batch batch : batches) {
            long start = System.nanoTime();
            double loss = engine.trainStep(batch);
            nanos += System.nanoTime() - start;
            steps++;
            if (!Double.isFinite(loss)) {
                throw new TrainingDivergedException(steps, loss);
            }
            losses.add(loss);
            if (watched.contains(steps)) {
                snapshots.put(steps, engine.parameters());
            }
            progress.step();
        }
        epochSeconds.add(nanos * 1e-9);
    }

    /** The classes that the engine gives to every sample, in order. */
    Predictions predict(Batches batches) {
        return Predictions.of(batches, engine.network().output().size(), engine::predict);
    }
}
