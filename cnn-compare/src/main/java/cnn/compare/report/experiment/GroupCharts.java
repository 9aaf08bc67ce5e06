package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.LineChart;
import cnn.compare.report.SvgFile;
import cnn.compare.report.Whiskers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All charts of a group.
 *
 * @param styles of its entries, in their order
 * @param curves how the trainings went
 * @param gradients empty if none were looked at
 */
record GroupCharts(List<EngineStyle> styles, Whiskers accuracy, List<LineChart> curves, Optional<LineChart> gradients) {
    /** @param id unique in the page; ids of charts begin with it */
    static GroupCharts of(Group group, String id) {
        List<EngineStyle> styles = IntStream.range(0, group.entries().size())
                .mapToObj(k -> new EngineStyle(name(group, group.entries().get(k)), k))
                .toList();
        return new GroupCharts(
                styles, accuracy(group, id, styles), Curves.of(group, id, styles), Gradients.of(group, id, styles));
    }

    /** The backend is named where there is more than one. */
    private static String name(Group group, Entry entry) {
        boolean several = group.entries().stream().map(Entry::backend).distinct().count() > 1;
        return several ? entry.label() + " on " + entry.backend() : entry.label();
    }

    private static Whiskers accuracy(Group group, String id, List<EngineStyle> styles) {
        List<Whiskers.Row> rows = new ArrayList<>();
        for (int k = 0; k < styles.size(); k++) {
            Entry entry = group.entries().get(k);
            EngineStyle style = styles.get(k);
            rows.add(entry.sampling()
                    .map(range -> new Whiskers.Row(
                            style,
                            range.low(),
                            entry.accuracy().orElseThrow().mean(),
                            range.high(),
                            entry.tests().size() > 1 ? entry.accuracies() : List.of()))
                    .orElseGet(() -> new Whiskers.Row(style, Double.NaN, Double.NaN, Double.NaN)));
        }
        int classes = group.entries().get(0).any().samples().classes().size();
        List<Whiskers.Mark> marks = List.of(new Whiskers.Mark("guessing", 1.0 / classes));
        String description = "The mean test accuracy of each network, with the 95% interval that the number of test"
                + " pictures gives it (Wilson); each ring is one seed.";
        return new Whiskers(id + "-accuracy", "Test accuracy", description, rows, marks);
    }

    /** Each chart as a file of its own, by the file's name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(accuracy.id() + ".svg", SvgFile.of(accuracy, List.of()));
        curves.forEach(chart -> files.put(chart.id() + ".svg", SvgFile.of(chart, styles)));
        gradients.ifPresent(chart -> files.put(chart.id() + ".svg", SvgFile.of(chart, styles)));
        return files;
    }
}
