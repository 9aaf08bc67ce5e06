package cnn.compare.report.experiment;

import cnn.compare.experiment.summary.Group;
import cnn.compare.experiment.summary.Summary;
import cnn.compare.experiment.summary.TestPictures;
import cnn.compare.report.ReportFile;
import cnn.error.BadInputException;
import java.nio.file.Path;

/** Everything that a report on experiments consists of. */
public final class ExperimentReport {
    private ExperimentReport() {}

    /**
     * Writes {@code report.html}, {@code report.md} with its charts as {@code GROUP-*.svg}, and {@code report.json}.
     *
     * @throws BadInputException if they cannot be written there; nothing is left half-written
     */
    public static void write(Summary summary, TestPictures pictures, Path folder) {
        ReportFile.write(folder.resolve("report.html"), ExperimentPage.of(summary, pictures));
        ReportFile.write(folder.resolve("report.md"), ExperimentMarkdown.of(summary));
        for (Group group : summary.groups()) {
            GroupCharts.of(group, group.name())
                    .files()
                    .forEach((name, svg) -> ReportFile.write(folder.resolve(name), svg));
        }
        ReportFile.write(folder.resolve("report.json"), ExperimentJson.of(summary));
    }

    /** What of it a terminal has room for. */
    public static String console(Summary summary) {
        StringBuilder text = new StringBuilder();
        summary.notes().forEach(note -> text.append(note).append('\n'));
        for (Group group : summary.groups()) {
            text.append('\n').append(group.name()).append('\n').append(Grids.shortAccuracy(group).console());
            if (!group.backends().isEmpty()) {
                text.append('\n').append(Grids.backends(group).console());
            }
        }
        return text.toString();
    }
}
