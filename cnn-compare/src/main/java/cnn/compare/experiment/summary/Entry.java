package cnn.compare.experiment.summary;

import cnn.compare.experiment.ResultFile;
import cnn.compare.experiment.UnitResult;
import cnn.compare.statistics.MeanInterval;
import cnn.compare.statistics.Spread;
import cnn.compare.statistics.WilsonInterval;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One architecture on one backend: trainings that differ in nothing but their seeds.
 *
 * @param label the experiment's name, with more where two would be called the same
 * @param results sorted by seed, at least one
 * @param folder of the first of them
 */
public record Entry(String label, List<UnitResult> results, Path folder) {
    public Entry {
        results = List.copyOf(results);
    }

    /** What all results have in common. */
    public UnitResult any() {
        return results.get(0);
    }

    /** The run of the first training as YAML, all that decides what is computed; empty if it is not there any more. */
    public Optional<String> recipe() {
        return ResultFile.recipe(folder);
    }

    public String backend() {
        return any().backend();
    }

    public boolean quick() {
        return any().quick();
    }

    /** Those whose training came to its end. */
    public List<UnitResult.Test> tests() {
        return results.stream().flatMap(result -> result.test().stream()).toList();
    }

    public long diverged() {
        return results.stream().filter(result -> !result.finished()).count();
    }

    /** The test accuracies with the interval over seeds; empty if all trainings have diverged. */
    public Optional<MeanInterval> accuracy() {
        double[] accuracies = tests().stream().mapToDouble(UnitResult.Test::accuracy).toArray();
        return accuracies.length == 0 ? Optional.empty() : Optional.of(MeanInterval.of(accuracies));
    }

    /**
     * How far other test pictures might move the mean accuracy: Wilson's interval of one test set. Seeds do not shrink it,
     * for all are judged by the same pictures.
     */
    public Optional<WilsonInterval> sampling() {
        return accuracy().map(mean -> {
            int size = tests().get(0).size();
            return WilsonInterval.of((int) Math.round(mean.mean() * size), size);
        });
    }

    /** The interval to draw: over seeds, or for one seed that of the pictures. */
    public Optional<WilsonInterval> drawn() {
        return accuracy()
                .flatMap(mean -> mean.count() > 1
                        ? Optional.of(new WilsonInterval(Math.max(0, mean.low()), Math.min(1, mean.high())))
                        : sampling());
    }

    public Spread spread() {
        return Spread.of(tests().stream().mapToDouble(UnitResult.Test::accuracy).toArray());
    }

    /** Mean over the seeds. */
    public OptionalDouble calibrationError() {
        return tests().stream().flatMapToDouble(test -> test.calibrationError().stream()).average();
    }

    /** Median over all epochs of all seeds; NaN if none was measured. */
    public double secondsAnEpoch() {
        return Spread.of(results.stream()
                        .flatMap(result -> result.epochs().stream())
                        .flatMapToDouble(epoch -> epoch.seconds().stream())
                        .toArray())
                .median();
    }

    /** The mean over the seeds of the last epoch's accuracy on the validation pictures. */
    public OptionalDouble validationAccuracy() {
        return results.stream()
                .filter(result -> !result.epochs().isEmpty())
                .map(result -> result.epochs().get(result.epochs().size() - 1))
                .flatMapToDouble(epoch -> epoch.validationAccuracy().stream())
                .average();
    }

    /** An epoch's training loss, a mean over the seeds that came so far, from epoch 1 on. */
    public List<Double> losses() {
        return curve(epoch -> OptionalDouble.of(epoch.loss()));
    }

    /** The same of the accuracy on the validation pictures; empty without them. */
    public List<Double> validationAccuracies() {
        return curve(UnitResult.Epoch::validationAccuracy);
    }

    /** The same of the loss on them. */
    public List<Double> validationLosses() {
        return curve(UnitResult.Epoch::validationLoss);
    }

    private List<Double> curve(Function<UnitResult.Epoch, OptionalDouble> value) {
        int longest = results.stream().mapToInt(result -> result.epochs().size()).max().orElse(0);
        return IntStream.range(0, longest)
                .mapToObj(k -> results.stream()
                        .filter(result -> result.epochs().size() > k)
                        .flatMapToDouble(result -> value.apply(result.epochs().get(k)).stream())
                        .average())
                .flatMap(mean -> mean.stream().boxed())
                .toList();
    }

    /** For each weight tensor the RMS of its gradient in one epoch of the first seed; NaN where it was not looked at. */
    public List<Double> gradients(ToDoubleFunction<List<Double>> epoch) {
        return any().gradients().stream()
                .map(layer -> layer.rms().isEmpty() ? Double.NaN : epoch.applyAsDouble(layer.rms()))
                .toList();
    }
}
