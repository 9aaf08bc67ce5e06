package cnn.compare.report.comparison;

import cnn.compare.report.Figures;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.GradientRow;
import cnn.compare.result.PairedTest;
import cnn.compare.result.Training;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows from a result and is said by more than one report. */
record Findings(ComparisonResult result) {
    static final String ORACLE = "textbook float64";

    static String label(GradientRow row) {
        return row.engine() + " " + row.precision();
    }

    static String label(Training training) {
        return training.engine() + " " + training.precision();
    }

    /** The rows of each engine run, in the order of the result. */
    Map<String, List<GradientRow>> byEngine() {
        Map<String, List<GradientRow>> rows = new LinkedHashMap<>();
        for (GradientRow row : result.gradients()) {
            rows.computeIfAbsent(label(row), name -> new ArrayList<>()).add(row);
        }
        return rows;
    }

    List<GradientRow> disagreeing() {
        return result.gradients().stream().filter(row -> !row.agrees()).toList();
    }

    /** The engine runs that have a row which disagrees. */
    List<String> disagreeingEngines() {
        return disagreeing().stream().map(Findings::label).distinct().toList();
    }

    /** The row that comes closest to its bound, or is furthest beyond it; NaN counts as worst. */
    static Optional<GradientRow> worst(List<GradientRow> rows) {
        return rows.stream().max(Comparator.comparingDouble(GradientRow::localErrorOverBound));
    }

    static double worstRelativeNorm(List<GradientRow> rows) {
        return rows.stream().mapToDouble(GradientRow::relativeNorm).max().orElse(Double.NaN);
    }

    /** Why a row disagrees, one sentence for each rule that it breaks; empty where it agrees. */
    static List<String> complaints(GradientRow row) {
        List<String> complaints = new ArrayList<>();
        if (!(row.localErrorOverBound() <= 1)) {
            complaints.add("error of this layer alone is " + Figures.ratio(row.localErrorOverBound())
                    + " × its bound; the largest bound is " + Figures.scientific(row.bound()) + ", from "
                    + row.boundSource());
        }
        if (row.limit().isPresent() && !(row.relativeNorm() <= row.limit().getAsDouble())) {
            complaints.add("relative norm " + Figures.scientific(row.relativeNorm()) + " is above the limit "
                    + Figures.scientific(row.limit().getAsDouble()) + " for " + row.precision() + ", end to end");
        }
        return complaints;
    }

    /** The result in one line. */
    String verdict() {
        int rows = result.gradients().size();
        if (rows == 0) {
            return "No gradient was compared, so nothing is known about them.";
        }
        int wrong = disagreeing().size();
        int runs = byEngine().size();
        if (wrong == 0) {
            return runs == 1
                    ? "It computes the same gradients as the textbook."
                    : "All " + runs + " engine runs compute the same gradients.";
        }
        List<String> names = disagreeingEngines();
        return names.size() == 1
                ? names.get(0) + " computes something else: " + wrong + " of " + rows + " comparisons disagree."
                : names.size() + " of " + runs + " engine runs compute something else: " + wrong + " of " + rows
                        + " comparisons disagree.";
    }

    /** {@code a and b do not differ significantly (p = 0.62).} */
    static String sentence(PairedTest pair) {
        int discordant = pair.onlyEngine() + pair.onlyOther();
        String names = pair.engine() + " and " + pair.other();
        if (discordant == 0) {
            return names + " got exactly the same images right.";
        }
        String better = pair.onlyEngine() > pair.onlyOther() ? pair.engine() : pair.other();
        return pair.differ()
                ? names + " differ significantly, " + better + " is better (" + Figures.pValue(pair.pValue()) + ")."
                : names + " do not differ significantly (" + Figures.pValue(pair.pValue()) + ").";
    }

    /** What speeds are told as multiples of: DL4J as shipped, else DL4J, else the slowest; empty without trainings. */
    Optional<Training> speedReference() {
        for (String name : List.of("dl4j-stock", "dl4j")) {
            Optional<Training> found =
                    result.trainings().stream().filter(t -> t.engine().equals(name)).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return result.trainings().stream().min(Comparator.comparingDouble(Training::imagesPerSecond));
    }

    /** The accuracy that guessing reaches; NaN if the classes are unknown. */
    double chance() {
        int classes = result.setup().classes().size();
        return classes == 0 ? Double.NaN : 1.0 / classes;
    }
}
