package cnn.compare.report.comparison;

import cnn.compare.report.HtmlPage;
import cnn.compare.report.ReportFile;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.error.BadInputException;
import java.nio.file.Path;

/**
 * A comparison as one page for a browser: verdict, network, matrices, charts, each explained in plain words. It holds
 * its own style and drawings and asks the network for nothing; it follows the reader's choice of light or dark, fits a
 * phone, prints, and is well-formed XML.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** The page's source. */
    public static String of(ComparisonResult result) {
        Tag main = Tag.of("main")
                .add(
                        VerdictSection.of(result),
                        SetupSections.network(result),
                        GradientSection.of(result),
                        UlpSection.of(result),
                        LossSection.of(result),
                        DriftSection.of(result),
                        AccuracySection.of(result),
                        SpeedSection.of(result),
                        SetupSections.again(result));
        return HtmlPage.of(new Findings(result).verdict(), main);
    }

    /** @throws BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(ComparisonResult result, Path file) {
        ReportFile.write(file, of(result));
    }
}
