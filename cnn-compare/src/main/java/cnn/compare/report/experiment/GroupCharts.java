package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.Entry;
import cnn.compare.experiment.summary.Group;
import cnn.compare.report.Chart;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.Panels;
import cnn.compare.report.SvgFile;
import cnn.compare.report.Whiskers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All charts of a group.
 *
 * @param curves how the trainings went
 * @param gradients empty if none were looked at
 */
record GroupCharts(Whiskers accuracy, List<Chart> curves, Optional<Chart> gradients) {
    /** @param id unique in the page; ids of charts begin with it */
    static GroupCharts of(Group group, String id) {
        List<EngineStyle> styles = IntStream.range(0, group.entries().size())
                .mapToObj(k -> new EngineStyle(name(group, group.entries().get(k)), k))
                .toList();
        return new GroupCharts(
                accuracy(group, id, styles),
                Curves.of(group, id, styles).stream().map(Panels::ofMany).toList(),
                Gradients.of(group, id, styles).map(Panels::ofMany));
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
        Stream.concat(Stream.concat(Stream.of(accuracy), curves.stream()), gradients.stream())
                .forEach(chart -> files.put(chart.id() + ".svg", SvgFile.of(chart)));
        return files;
    }
}
