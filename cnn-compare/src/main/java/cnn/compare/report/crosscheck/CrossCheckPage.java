package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.report.HtmlPage;
import cnn.compare.report.ReportFile;
import cnn.compare.report.Tag;
import cnn.error.BadInputException;
import java.nio.file.Path;

/**
 * A cross-check as one page for a browser: verdict, matrices, histograms, walks, curves, each explained in plain words.
 * It holds its own style and drawings and asks the network for nothing; it follows the reader's choice of light or
 * dark, fits a phone, prints, and is well-formed XML.
 */
public final class CrossCheckPage {
    private CrossCheckPage() {}

    /** The page's source. */
    public static String of(CrossCheckResult result) {
        CrossCheckFindings findings = new CrossCheckFindings(result);
        Tag main = Tag.of("main")
                .add(
                        HeadSection.of(findings),
                        new KindSection(findings).draw(),
                        EvidenceSection.of(result.evidence()),
                        WalkSection.of(findings),
                        UlpSection.of(result),
                        WorstSection.of(result),
                        TrajectorySection.of(result.trajectories()),
                        EquivalenceSection.of(result.equivalences()),
                        DigestSection.of(result.digests()));
        result.planted().ifPresent(planted -> main.add(PlantedSection.of(planted)));
        main.add(RuleSection.of(findings), AuditSection.of(findings));
        return HtmlPage.of("cnn crosscheck: " + findings.verdict(), main);
    }

    /** @throws BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(CrossCheckResult result, Path file) {
        ReportFile.write(file, of(result));
    }
}
