package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.BackendPair;
import cnn.compare.experiment.summary.Group;
import cnn.compare.experiment.summary.Summary;

/** The tables and charts of a report as Markdown, to stand in documentation; the charts are files beside it. */
public final class ExperimentMarkdown {
    private ExperimentMarkdown() {}

    public static String of(Summary summary) {
        StringBuilder text = new StringBuilder("# Experiments\n");
        summary.notes().forEach(note -> text.append("\n**").append(note).append("**\n"));
        for (Group group : summary.groups()) {
            text.append("\n## ").append(group.name()).append("\n\n").append(Grids.accuracy(group).markdown());
            text.append('\n').append(Words.ACCURACY).append('\n');
            GroupCharts charts = GroupCharts.of(group, group.name());
            picture(text, charts.accuracy().title(), charts.accuracy().id());
            section(text, "Published", "Their figure and how far chance moves it, beside ours.", Grids.published(group));
            charts.curves().forEach(chart -> picture(text, chart.title(), chart.id()));
            charts.gradients().ifPresent(chart -> picture(text, chart.title() + ". " + Words.GRADIENTS, chart.id()));
            section(text, "Paired tests", Words.PAIRS, Grids.pairs(group));
            section(
                    text,
                    "Backends side by side",
                    Words.backends(BackendPair.DELTA),
                    Grids.backends(group));
            section(text, "How", "", Grids.surroundings(group));
        }
        return text.toString();
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
