package cnn.metrics;

import cnn.error.BadInputException;
import cnn.loss.LossSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a network's answers to samples of known classes are worth. The answer is the class with the largest output, the
 * first of them on a tie.
 *
 * @param loss the mean loss
 * @param confusion how often each class was taken for each
 * @param classes one a class
 * @param calibrationError see {@link CalibrationError}; empty where the outputs are no probabilities
 */
public record Evaluation(
        double loss, ConfusionMatrix confusion, List<ClassScores> classes, OptionalDouble calibrationError) {
    public Evaluation {
        classes = List.copyOf(classes);
    }

    /**
     * @param k K, the number of outputs; 1 for two classes
     * @param y outputs {@code [S, K]} of all samples
     * @param labels their classes {@code [S]}
     */
    public static Evaluation of(LossSpec loss, int k, double[] y, int[] labels) {
        int n = labels.length;
        if (n == 0 || y.length < n * k) {
            throw new BadInputException("an evaluation needs samples, and %d outputs of each".formatted(k));
        }
        double[] targets = new double[n * k];
        int[] predicted = new int[n];
        boolean[] correct = new boolean[n];
        double[] confidence = new double[n];
        double[][] scores = new double[Answers.classes(k)][n];
        boolean calibrated = true;
        for (int i = 0; i < n; i++) {
            double[] row = Answers.perClass(loss, Arrays.copyOfRange(y, i * k, (i + 1) * k));
            targets[k == 1 ? i : i * k + labels[i]] = k == 1 ? labels[i] : 1;
            predicted[i] = Answers.argmax(row);
            correct[i] = predicted[i] == labels[i];
            var probabilities = Answers.probabilities(loss, row);
            calibrated &= probabilities.isPresent();
            confidence[i] = probabilities.isPresent() ? probabilities.get()[predicted[i]] : 0;
            for (int j = 0; j < scores.length; j++) {
                scores[j][i] = Answers.score(loss, row, j);
            }
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(scores.length, labels, predicted);
        return new Evaluation(
                loss.evaluate(n, k, y, targets, new double[n * k]),
                confusion,
                classScores(confusion, labels, scores),
                calibrated
                        ? OptionalDouble.of(CalibrationError.of(confidence, correct, CalibrationError.BINS))
                        : OptionalDouble.empty());
    }

    private static List<ClassScores> classScores(ConfusionMatrix confusion, int[] labels, double[][] scores) {
        List<ClassScores> classes = new ArrayList<>();
        for (int j = 0; j < scores.length; j++) {
            boolean[] positive = new boolean[labels.length];
            for (int i = 0; i < labels.length; i++) {
                positive[i] = labels[i] == j;
            }
            classes.add(ClassScores.of(confusion, j, RocAuc.of(scores[j], positive)));
        }
        return classes;
    }

    public double accuracy() {
        return confusion.accuracy();
    }

    /** The plain mean over the classes that occur, as a label or as an answer; likewise the others. */
    public double macroPrecision() {
        return mean(ClassScores::precision);
    }

    public double macroRecall() {
        return mean(ClassScores::recall);
    }

    public double macroF1() {
        return mean(ClassScores::f1);
    }

    /** The mean over the classes of each against the rest; empty if no class has both. */
    public OptionalDouble rocAuc() {
        return classes.stream()
                .flatMapToDouble(scores -> scores.rocAuc().stream())
                .average();
    }

    private double mean(ToDoubleFunction<ClassScores> of) {
        return classes.stream().filter(ClassScores::occurs).mapToDouble(of).average().orElseThrow();
    }
}
