package cnn.compare.report.comparison;

import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.Drift;
import cnn.compare.result.PairedTest;
import cnn.compare.result.Training;
import java.util.ArrayList;
import java.util.List;

/** A comparison as text tables of at most 100 columns. What disagrees comes first. */
public final class ConsoleReport {
    private ConsoleReport() {}

    /** The report without colours. */
    public static String of(ComparisonResult result, boolean full) {
        return of(result, full, false);
    }

    /**
     * The report, ended by a line feed.
     *
     * @param full one line per engine, layer and tensor as well, not only the worst of each engine
     * @param colours with ANSI colour codes
     */
    public static String of(ComparisonResult result, boolean full, boolean colours) {
        Ink ink = new Ink(colours);
        List<String> parts = new ArrayList<>();
        parts.addAll(new ConsoleGradients(result, ink).parts(full));
        parts.add(heading(ink, "Loss") + losses(result));
        parts.add(heading(ink, "Drift of the parameters") + drifts(result));
        parts.add(heading(ink, "Test accuracy") + accuracies(result, ink));
        parts.add(heading(ink, "Speed") + speeds(result));
        return String.join("\n", parts);
    }

    private static String heading(Ink ink, String text) {
        return ink.heading(text) + "\n";
    }

    private static String losses(ComparisonResult result) {
        if (result.trainings().isEmpty()) {
            return "  Nothing was trained.\n";
        }
        Table table = new Table("engine", "steps", "first loss", "last loss", "lowest");
        for (Training t : result.trainings()) {
            List<Double> losses = t.losses();
            boolean none = losses.isEmpty();
            table.row(
                    Findings.label(t),
                    Figures.count(losses.size()),
                    none ? "-" : Figures.fixed(losses.get(0), 6),
                    none ? "-" : Figures.fixed(losses.get(losses.size() - 1), 6),
                    none ? "-" : Figures.fixed(losses.stream().mapToDouble(v -> v).min().orElseThrow(), 6));
        }
        return table.toString();
    }

    private static String drifts(ComparisonResult result) {
        if (result.drifts().isEmpty()) {
            return "  No pair of engines was followed.\n";
        }
        Table table = new Table("engines", "after step", "distance", "travelled", "distance / travelled");
        for (Drift drift : result.drifts()) {
            if (drift.points().isEmpty()) {
                table.row(drift.engine() + " from " + drift.other(), "-", "-", "-", "-");
                continue;
            }
            Drift.Point last = drift.points().get(drift.points().size() - 1);
            table.row(
                    drift.engine() + " from " + drift.other(),
                    Figures.count(last.step()),
                    Figures.scientific(last.distance()),
                    Figures.ratio(last.travelled()),
                    Figures.scientific(last.distance() / last.travelled()));
        }
        return table.toString();
    }

    private static String accuracies(ComparisonResult result, Ink ink) {
        if (result.trainings().isEmpty()) {
            return "  Nothing was trained.\n";
        }
        double baseline = result.setup().linearBaseline();
        Table table = new Table("engine", "correct", "of", "accuracy", "95% interval", "against the linear baseline")
                .left(5);
        for (Training t : result.trainings()) {
            table.row(
                    Findings.label(t),
                    Figures.count(t.correct()),
                    Figures.count(t.tested()),
                    Figures.percent(t.accuracy()),
                    Figures.percent(t.low()) + " - " + Figures.percent(t.high()),
                    againstBaseline(t, baseline, ink));
        }
        StringBuilder text = new StringBuilder(table.toString());
        text.append("  Linear baseline (logistic regression on the raw pixels): ")
                .append(Double.isFinite(baseline) ? Figures.percent(baseline) : "unknown")
                .append(". Guessing: ")
                .append(Figures.percent(new Findings(result).chance()))
                .append(".\n");
        for (PairedTest pair : result.pairs()) {
            text.append("  ").append(Findings.sentence(pair)).append('\n');
        }
        return text.toString();
    }

    private static String againstBaseline(Training t, double baseline, Ink ink) {
        if (!Double.isFinite(baseline) || !Double.isFinite(t.low())) {
            return "-";
        }
        return t.low() > baseline ? ink.good("above") : t.high() < baseline ? ink.bad("below") : "not told apart";
    }

    private static String speeds(ComparisonResult result) {
        List<Training> trainings = result.trainings();
        if (trainings.isEmpty()) {
            return "  Nothing was trained.\n";
        }
        Training reference = new Findings(result).speedReference().orElseThrow();
        Table table = new Table(
                "engine", "first epoch", "later epochs", "images a second", "× " + Findings.label(reference));
        for (Training t : trainings) {
            boolean none = t.epochSeconds().isEmpty();
            table.row(
                    Findings.label(t),
                    none ? "-" : Figures.seconds(t.epochSeconds().get(0)),
                    t.epochSeconds().size() < 2 ? "-" : Figures.seconds(t.medianEpochSeconds()),
                    Figures.fixed(t.imagesPerSecond(), t.imagesPerSecond() < 100 ? 1 : 0),
                    Figures.ratio(t.imagesPerSecond() / reference.imagesPerSecond()));
        }
        return table + "  Seconds are those of the updates; later epochs: their median.\n";
    }
}
