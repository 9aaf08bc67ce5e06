package cnn.compare.run;

import cnn.compare.engine.Engine;
import cnn.compare.result.Drift;
import cnn.compare.result.PairedTest;
import cnn.compare.result.Training;
import cnn.compare.statistics.McNemarTest;
import cnn.compare.statistics.WilsonInterval;
import cnn.data.Batches;
import cnn.training.Predictions;
import cnn.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Trains engines from the same parameters on the same batches, epoch by epoch in turn, so that a change of the
 * machine's speed falls on all of them alike; then asks each about the same test images.
 */
public final class TrainingRace {
    private final Batches train;
    private final Batches test;
    private final Optional<Batches> validation;
    private final TrainingSpec training;
    private final Progress progress;

    /** @param validation for schedules that wait for plateaus; nobody learns from it */
    public TrainingRace(Batches train, Optional<Batches> validation, Batches test, TrainingSpec training, Progress progress) {
        this.train = train;
        this.validation = validation;
        this.test = test;
        this.training = training;
        this.progress = progress;
    }

    public RaceResult run(List<Engine> engines) {
        List<Runner> runners = engines.stream()
                .map(engine -> new Runner(engine, training, validation))
                .toList();
        int epochs = training.epochs();
        Set<Long> watched = watchedSteps((long) epochs * train.perEpoch());
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (Runner runner : runners) {
                progress.start("epoch %d of %d on %s".formatted(epoch, epochs, runner.engine().name()), train.perEpoch());
                runner.epoch(train.shuffled(training.seed(), epoch), train.perEpoch(), watched, progress);
                progress.done("loss %.4f, %.0f images/s".formatted(
                        meanOfLast(runner.losses(), train.perEpoch()),
                        train.source().size() / runner.epochSeconds().get(epoch - 1)));
            }
        }
        List<Predictions> predictions =
                runners.stream().map(runner -> runner.predict(test)).toList();
        return new RaceResult(
                IntStream.range(0, runners.size())
                        .mapToObj(i -> training(runners.get(i), predictions.get(i)))
                        .toList(),
                drifts(runners),
                pairs(runners, predictions));
    }

    /** 0, the powers of two, and the last step: even on a logarithmic axis. */
    static Set<Long> watchedSteps(long total) {
        Set<Long> steps = new TreeSet<>();
        for (long step = 1; step < total; step *= 2) {
            steps.add(step);
        }
        steps.add(total);
        return steps;
    }

    private static double meanOfLast(List<Double> values, int count) {
        return values.subList(values.size() - count, values.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    private Training training(Runner runner, Predictions predictions) {
        List<Double> seconds = List.copyOf(runner.epochSeconds());
        WilsonInterval interval = WilsonInterval.of(predictions.correct(), predictions.size());
        Training unrated = new Training(
                runner.engine().name(),
                runner.engine().precision().toString(),
                List.copyOf(runner.losses()),
                seconds,
                0,
                predictions.correct(),
                predictions.size(),
                interval.low(),
                interval.high(),
                confusion(predictions, test.source().classes().size()));
        return unrated.withImagesPerSecond(train.source().size() / unrated.medianEpochSeconds());
    }

    private static List<List<Integer>> confusion(Predictions predictions, int classes) {
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < predictions.size(); i++) {
            counts[predictions.labels()[i]][predictions.predicted()[i]]++;
        }
        return IntStream.range(0, classes)
                .mapToObj(row -> IntStream.of(counts[row]).boxed().toList())
                .toList();
    }

    private static List<Drift> drifts(List<Runner> runners) {
        List<Drift> drifts = new ArrayList<>();
        for (int i = 0; i < runners.size(); i++) {
            for (int j = i + 1; j < runners.size(); j++) {
                drifts.add(drift(runners.get(i), runners.get(j)));
            }
        }
        return List.copyOf(drifts);
    }

    private static Drift drift(Runner a, Runner b) {
        double[] start = b.snapshots().get(0L);
        List<Drift.Point> points = a.snapshots().keySet().stream()
                .map(step -> new Drift.Point(
                        step,
                        distance(a.snapshots().get(step), b.snapshots().get(step)),
                        distance(b.snapshots().get(step), start)))
                .toList();
        return new Drift(a.engine().name(), b.engine().name(), points);
    }

    /** ‖a - b‖₂. */
    private static double distance(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }

    private static List<PairedTest> pairs(List<Runner> runners, List<Predictions> predictions) {
        List<PairedTest> pairs = new ArrayList<>();
        for (int i = 0; i < runners.size(); i++) {
            for (int j = i + 1; j < runners.size(); j++) {
                pairs.add(McNemarTest.compare(
                        runners.get(i).engine().name(),
                        predictions.get(i).predicted(),
                        runners.get(j).engine().name(),
                        predictions.get(j).predicted(),
                        predictions.get(i).labels()));
            }
        }
        return List.copyOf(pairs);
    }
}
