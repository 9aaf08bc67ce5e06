package cnn.compare.report.comparison;

import cnn.compare.report.Figures;
import cnn.compare.report.Tag;
import cnn.compare.result.Training;
import java.util.List;

/** One engine's confusion matrix as a table: rows are what the images show, columns what the engine answered. */
record ConfusionGrid(Training training, List<String> classes) {
    Tag draw() {
        List<List<Integer>> counts = training.confusion();
        Tag head = Tag.of("tr").add(Tag.of("td"));
        for (int k = 0; k < counts.size(); k++) {
            head.add(Tag.of("th").with("scope", "col").text("→ " + name(k)));
        }
        Tag table = Tag.of("table", "confusion")
                .add(Tag.of("caption").text(Findings.label(training)))
                .add(Tag.of("thead").add(head));
        Tag body = Tag.of("tbody");
        for (int k = 0; k < counts.size(); k++) {
            int sum = counts.get(k).stream().mapToInt(c -> c).sum();
            Tag line = Tag.of("tr").add(Tag.of("th").with("scope", "row").text(name(k)));
            for (int j = 0; j < counts.get(k).size(); j++) {
                int count = counts.get(k).get(j);
                double share = sum == 0 ? 0 : (double) count / sum;
                // Ten shades in steps, from the style sheet, which knows light and dark.
                line.add(Tag.of("td", "s" + (int) Math.round(10 * share) + (j == k ? " right" : ""))
                        .text(Figures.count(count))
                        .add(Tag.of("small").text(Figures.percent(share))));
            }
            body.add(line);
        }
        return table.add(body);
    }

    private String name(int k) {
        return k < classes.size() ? classes.get(k) : "class " + k;
    }
}
