package cnn.compare.report.experiment;

import cnn.compare.experiment.UnitResult;
import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.report.Axis;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the trainings went, an epoch a point: the loss, and what the validation pictures said. */
final class Curves {
    private Curves() {}

    static List<LineChart> of(Group group, String id, List<EngineStyle> styles) {
        return Stream.of(
                        chart(group, id + "-loss", styles, "Training loss", false, Entry::losses),
                        chart(group, id + "-held-loss", styles, "Loss on the validation pictures", false, Entry::validationLosses),
                        chart(group, id + "-held", styles, "Accuracy on the validation pictures", true, Entry::validationAccuracies))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<LineChart> chart(
            Group group,
            String id,
            List<EngineStyle> styles,
            String title,
            boolean percent,
            Function<Entry, List<Double>> values) {
        List<LineChart.Series> series = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        // Where an epoch is not the same for all, updates are.
        boolean updates = group.entries().stream().map(Curves::updatesAnEpoch).distinct().count() > 1;
        double last = 1;
        for (int k = 0; k < styles.size(); k++) {
            List<Double> curve = values.apply(group.entries().get(k));
            all.addAll(curve.stream().filter(Double::isFinite).toList());
            double step = updates ? updatesAnEpoch(group.entries().get(k)) : 1;
            last = Math.max(last, step * curve.size());
            if (!curve.isEmpty()) {
                series.add(new LineChart.Series(styles.get(k), points(curve, step), List.of()));
            }
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double min = all.stream().mapToDouble(v -> v).min().orElseThrow();
        double max = all.stream().mapToDouble(v -> v).max().orElseThrow();
        Axis y = percent ? Axis.percent(min, max, 6) : losses(min, max);
        // No ticks between epochs.
        Axis x = updates ? Axis.linear(0, last, 8) : Axis.linear(1, Math.max(2, last), (int) Math.min(8, Math.max(1, last - 1)));
        String description = title + " after each epoch, a mean over seeds, a line a network.";
        return Optional.of(new LineChart(
                id, title, description, x, y, updates ? "update" : "epoch", title.toLowerCase(Locale.ROOT),
                series, List.of(), LineChart.Look.PLAIN));
    }

    /** A loss that is high at first, or explodes, would press all others flat. */
    private static Axis losses(double min, double max) {
        double ratio = min > 0 ? max / min : 1;
        return ratio > 100 ? Axis.log(min, max, 6) : ratio > 5 ? Axis.log125(min, max) : Axis.linear(min, max, 6);
    }

    private static int updatesAnEpoch(Entry entry) {
        UnitResult.Samples samples = entry.any().samples();
        return (samples.train() + samples.batch() - 1) / samples.batch();
    }

    private static List<double[]> points(List<Double> curve, double step) {
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < curve.size(); k++) {
            points.add(new double[] {(k + 1) * step, curve.get(k)});
        }
        return points;
    }
}
