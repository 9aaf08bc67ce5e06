package cnn.compare.run;

import cnn.compare.engine.Engine;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.training.Predictions;
import cnn.schedule.PlateauState;
import cnn.training.Evaluator;
import cnn.training.TrainingDivergedException;
import cnn.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** One engine's part of the race: its losses, its times and its parameters at the steps that are looked at. */
final class Runner {
    private final Engine engine;
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> epochSeconds = new ArrayList<>();
    private final Map<Long, double[]> snapshots = new TreeMap<>();
    private final TrainingSpec training;
    private final Optional<Batches> validation;
    private PlateauState plateau = PlateauState.START;
    private long steps;

    /** @param validation for schedules that wait for plateaus */
    Runner(Engine engine, TrainingSpec training, Optional<Batches> validation) {
        this.engine = engine;
        this.training = training;
        this.validation = validation;
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
     * One epoch of updates, with the schedule's rates.
     *
     * @param perEpoch batches in an epoch
     * @param watched the steps after which the parameters are kept
     * @throws TrainingDivergedException if the loss is no longer finite
     */
    void epoch(Iterable<Batch> batches, int perEpoch, Set<Long> watched, Progress progress) {
        long nanos = 0;
        for (Batch batch : batches) {
            engine.setLearningRate(training.learningRate(steps, perEpoch, plateau));
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
        plateau = training.schedule().afterEpoch(plateau, epochSeconds.size(), loss(perEpoch));
    }

    /**
     * What a schedule waits for: the loss on the validation samples, or the mean of the epoch's batches, as in
     * training.
     */
    private double loss(int perEpoch) {
        return validation
                .map(held -> {
                    int outputs = engine.network().output().size();
                    return Evaluator.evaluate(outputs, training.loss(), held, answers()).loss();
                })
                .orElseGet(() -> losses.subList(losses.size() - perEpoch, losses.size()).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow());
    }

    /** The classes that the engine gives to every sample, in order. */
    Predictions predict(Batches batches) {
        return Predictions.of(batches, training.loss(), engine.network().output().size(), answers());
    }

    private Function<Batch, double[]> answers() {
        return training.testAugmentation().over(engine::predict);
    }
}
