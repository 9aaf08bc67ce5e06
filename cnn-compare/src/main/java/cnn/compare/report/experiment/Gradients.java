package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.report.Axis;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much gradient reaches each layer, from the input's to the output's: where it vanishes, a network does not learn. */
final class Gradients {
    private Gradients() {}

    static Optional<LineChart> of(Group group, String id, List<EngineStyle> styles) {
        List<LineChart.Series> series = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        int layers = 2;
        for (int k = 0; k < styles.size(); k++) {
            Entry entry = group.entries().get(k);
            List<double[]> points = new ArrayList<>();
            for (double rms : entry.gradients(epochs -> epochs.get(0))) {
                // A logarithmic axis has no place for an exact zero; the line is interrupted there.
                points.add(new double[] {points.size() + 1.0, rms > 0 ? rms : Double.NaN});
                if (rms > 0 && Double.isFinite(rms)) {
                    all.add(rms);
                }
            }
            layers = Math.max(layers, points.size());
            series.add(new LineChart.Series(styles.get(k), points, List.of()));
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Axis y = Axis.log(
                all.stream().mapToDouble(v -> v).min().orElseThrow(),
                all.stream().mapToDouble(v -> v).max().orElseThrow(),
                8);
        Axis x = Axis.linear(1, layers, Math.min(layers, 12));
        String description = "Root mean square of each weight tensor's gradient in the first epoch, from the layer at the"
                + " input to the one at the output, on a logarithmic scale, a line a network.";
        return Optional.of(new LineChart(
                id + "-gradients", "Gradients by layer, first epoch", description, x, y,
                "weight tensor, from the input on", "gradient, RMS", series, List.of(), LineChart.Look.MEASURED));
    }
}
