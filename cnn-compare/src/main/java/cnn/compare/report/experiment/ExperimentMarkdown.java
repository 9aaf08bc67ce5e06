package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.BackendPair;
import cnn.compare.experiment.summary.Group;
import cnn.compare.experiment.summary.Summary;
import java.util.Map;

/** The tables and charts of a report as Markdown, to stand in documentation; the charts are files beside it. */
public final class ExperimentMarkdown {
    private ExperimentMarkdown() {}

    public static String of(Summary summary) {
        StringBuilder text = new StringBuilder("# Experiments\n");
        summary.notes().forEach(note -> text.append("\n**").append(note).append("**\n"));
        for (Group group : summary.groups()) {
            text.append("\n## ").append(group.name()).append("\n\n");
            Words.outcome(group).ifPresent(words -> text.append(words).append("\n\n"));
            text.append(Grids.accuracy(group).markdown());
            text.append('\n').append(Words.ACCURACY).append('\n');
            GroupCharts charts = GroupCharts.of(group, group.name());
            picture(text, charts.accuracy().title(), charts.accuracy().id());
            section(text, "Published", "Their figure and how far chance moves it, beside ours.", Grids.published(group));
            charts.curves().forEach(chart -> picture(text, chart.title(), chart.id()));
            charts.gradients().ifPresent(chart -> picture(text, chart.title() + ". " + Words.GRADIENTS, chart.id()));
            section(text, "What was taken for what", "Test pictures, summed over the seeds.", Grids.confusion(group));
            pairs(text, group);
            section(
                    text,
                    "Backends side by side",
                    Words.backends(BackendPair.DELTA),
                    Grids.backends(group));
            section(text, "How", "", Grids.surroundings(group));
        }
        return text.toString();
    }

    private static void pairs(StringBuilder text, Group group) {
        Map<String, Grid> matrices = PairGrids.matrices(group);
        Grid list = PairGrids.list(group);
        if (matrices.isEmpty()) {
            section(text, "Which differ", Words.PAIRS, list);
            return;
        }
        matrices.forEach((backend, matrix) ->
                section(text, "Which differ, on " + backend, Words.PAIRS + " " + Words.MATRIX, matrix));
        text.append("\n<details><summary>Each pair</summary>\n\n").append(list.markdown()).append("\n</details>\n");
    }

    private static void picture(StringBuilder text, String words, String id) {
        text.append("\n![").append(words).append("](").append(id.replace(" ", "%20")).append(".svg)\n");
    }

    private static void section(StringBuilder text, String heading, String words, Grid grid) {
        if (!grid.isEmpty()) {
            text.append("\n### ").append(heading).append("\n\n");
            text.append(words).append(words.isEmpty() ? "" : "\n\n").append(grid.markdown());
        }
    }
}
