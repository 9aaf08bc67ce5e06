package cnn.compare.experiment.summary;

import cnn.compare.experiment.ResultFile;
import cnn.compare.experiment.UnitResult;
import cnn.compare.statistics.MeanInterval;
import cnn.compare.statistics.Spread;
import cnn.compare.statistics.WilsonInterval;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** The test accuracy of each seed whose training came to its end. */
    public List<Double> accuracies() {
        return tests().stream().map(UnitResult.Test::accuracy).toList();
    }

    /** The loss on the test pictures, a mean over the seeds. */
    public OptionalDouble testLoss() {
        return tests().stream().mapToDouble(UnitResult.Test::loss).average();
    }

    /** The training loss of the last epoch, a mean over the seeds whose training came to its end. */
    public OptionalDouble lastLoss() {
        return lastEpochs().mapToDouble(UnitResult.Epoch::loss).average();
    }

    private Stream<UnitResult.Epoch> lastEpochs() {
        return results.stream()
                .filter(result -> result.finished() && !result.epochs().isEmpty())
                .map(result -> result.epochs().get(result.epochs().size() - 1));
    }

    /** What was taken for what, a row a class, summed over the seeds; empty if all trainings have diverged. */
    public List<List<Integer>> confusion() {
        return tests().stream()
                .map(UnitResult.Test::confusion)
                .reduce((a, b) -> sum(a, b, (one, other) -> sum(one, other, Integer::sum)))
                .orElse(List.of());
    }

    private static <T> List<T> sum(List<T> a, List<T> b, BinaryOperator<T> add) {
        return IntStream.range(0, a.size())
                .mapToObj(i -> add.apply(a.get(i), b.get(i)))
                .toList();
    }

    /** How many epochs a training has that came to its end; of those that have diverged, the longest. */
    public int epochs() {
        return results.stream().mapToInt(result -> result.epochs().size()).max().orElse(0);
    }

    /** Mean over the seeds. */
    public OptionalDouble calibrationError() {
        return tests().stream().flatMapToDouble(test -> test.calibrationError().stream()).average();
    }

    /** The engine, as it describes itself, that most of the trainings had: with another number of threads it is another. */
    public String engine() {
        Map<String, Long> count = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.surroundings().engine(), LinkedHashMap::new, Collectors.counting()));
        long most = count.values().stream().mapToLong(n -> n).max().orElseThrow();
        return count.entrySet().stream()
                .filter(one -> one.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Median over all epochs of all seeds that {@link #engine()} has trained; NaN if none was measured. */
    public double secondsAnEpoch() {
        return Spread.of(results.stream()
                        .filter(result -> result.surroundings().engine().equals(engine()))
                        .flatMap(result -> result.epochs().stream())
                        .flatMapToDouble(epoch -> epoch.seconds().stream())
                        .toArray())
                .median();
    }

    /** The mean over the seeds of the last epoch's accuracy on the validation pictures. */
    public OptionalDouble validationAccuracy() {
        return lastEpochs()
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
