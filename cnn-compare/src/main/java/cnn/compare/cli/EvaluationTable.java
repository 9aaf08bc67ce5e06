package cnn.compare.cli;

import cnn.compare.statistics.WilsonInterval;
import cnn.metrics.ClassScores;
import cnn.metrics.ConfusionMatrix;
import cnn.metrics.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** An evaluation for people: accuracy, then a line a class, then which class was taken for which. */
final class EvaluationTable {
    private EvaluationTable() {}

    static String of(Evaluation evaluation, List<String> classes) {
        ConfusionMatrix confusion = evaluation.confusion();
        WilsonInterval interval = WilsonInterval.of(confusion.correct(), confusion.size());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "accuracy %.2f%% (%d of %d; 95%% interval %.2f%% to %.2f%%), loss %.4f%s\n\n",
                100 * evaluation.accuracy(),
                confusion.correct(),
                confusion.size(),
                100 * interval.low(),
                100 * interval.high(),
                evaluation.loss(),
                calibration(evaluation.calibrationError())));
        int width = Math.max("is, taken for".length(), classes.stream().mapToInt(String::length).max().orElse(0));
        String row = "%-" + width + "s  %9s  %9s  %9s  %9s  %7s\n";
        text.append(row.formatted("class", "precision", "recall", "F1", "ROC AUC", "images"));
        for (int k = 0; k < classes.size(); k++) {
            ClassScores scores = evaluation.classes().get(k);
            text.append(row.formatted(
                    classes.get(k),
                    share(scores.precision()),
                    share(scores.recall()),
                    share(scores.f1()),
                    share(scores.rocAuc()),
                    scores.support()));
        }
        text.append(row.formatted(
                "all classes",
                share(evaluation.macroPrecision()),
                share(evaluation.macroRecall()),
                share(evaluation.macroF1()),
                share(evaluation.rocAuc()),
                confusion.size()));
        return text.append('\n').append(confusion(confusion, classes, width)).toString();
    }

    private static String confusion(ConfusionMatrix confusion, List<String> classes, int width) {
        int column = Math.max(7, classes.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder text = new StringBuilder(("%-" + width + "s").formatted("is, taken for"));
        classes.forEach(name -> text.append(("  %" + column + "s").formatted(name)));
        text.append('\n');
        for (int i = 0; i < classes.size(); i++) {
            text.append(("%-" + width + "s").formatted(classes.get(i)));
            for (int j = 0; j < classes.size(); j++) {
                text.append(("  %" + column + "d").formatted(confusion.count(i, j)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String calibration(OptionalDouble error) {
        return error.isPresent() ? ", calibration error " + share(error.getAsDouble()) : "";
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String share(OptionalDouble value) {
        return value.isPresent() ? share(value.getAsDouble()) : "-";
    }
}
