package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.report.Figures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Cells summed up.
 *
 * @param checked judgements
 * @param leftOut for the reasons that the rules state
 * @param worst largest error over its bound; NaN if no rule among them knows one
 * @param failures judgements that failed
 * @param known cells with something beyond its bound that a finding about an outside library explains
 * @param notApplicable cells in which there is nothing to check
 * @param empty cells in which nothing was checked for no reason
 */
record Tally(
        int cells, long checked, long leftOut, double worst, int failures, int known, int notApplicable, int empty) {
    static Tally of(Collection<Cell> cells) {
        long checked = 0;
        long leftOut = 0;
        double worst = Double.NaN;
        int failures = 0;
        int known = 0;
        int notApplicable = 0;
        int empty = 0;
        for (Cell cell : cells) {
            checked += cell.checked();
            leftOut += cell.leftOut();
            // Math.max would answer NaN for the rules without a bound.
            worst = Double.isNaN(worst) || cell.worst() > worst ? cell.worst() : worst;
            failures += cell.failures();
            known += cell.known().isEmpty() ? 0 : 1;
            notApplicable += cell.notApplicable().isPresent() ? 1 : 0;
            empty += cell.isEmpty() ? 1 : 0;
        }
        return new Tally(cells.size(), checked, leftOut, worst, failures, known, notApplicable, empty);
    }

    /** Whether there is nothing to check in any of them. */
    boolean nothingApplies() {
        return cells > 0 && notApplicable == cells;
    }

    boolean isBad() {
        return failures > 0 || empty > 0;
    }

    /** The worst error over its bound; where no rule knows a bound, whether all is well. */
    String figure() {
        return Double.isNaN(worst) ? checked > 0 && !isBad() ? "ok" : "" : Figures.ratio(worst);
    }

    /** What is not plain: {@code ✗3} failures, {@code ∅1} empty cells, {@code k2} cells with known findings. */
    String marks() {
        List<String> marks = new ArrayList<>();
        if (failures > 0) {
            marks.add("✗" + failures);
        }
        if (empty > 0) {
            marks.add("∅" + empty);
        }
        if (known > 0) {
            marks.add("k" + known);
        }
        return String.join(" ", marks);
    }

    /** What was checked, the worst, the marks; {@code n/a} where nothing applies. */
    String inWords() {
        if (cells == 0 || nothingApplies()) {
            return cells == 0 ? "" : "n/a";
        }
        List<String> words = new ArrayList<>();
        words.add(checked > 0 ? Figures.compact(checked) : "");
        words.add(figure());
        words.add(marks());
        words.removeIf(String::isEmpty);
        return String.join(" ", words);
    }

    /** The gravest mark or, without one, the worst error over its bound, in a few characters. */
    String inAWord() {
        if (cells == 0 || nothingApplies()) {
            return cells == 0 ? "" : "n/a";
        }
        return marks().isEmpty() ? worst < 10 ? Figures.fixed(worst, 2) : figure() : marks().split(" ")[0];
    }
}
