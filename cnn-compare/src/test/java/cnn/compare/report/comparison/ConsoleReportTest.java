package cnn.compare.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.EngineInfo;
import cnn.compare.result.GradientRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleReportTest {
    private static final ComparisonResult GOOD = SyntheticResult.agreeing();
    private static final ComparisonResult BAD = SyntheticResult.withOneWrongRow();

    @Test
    void whatDisagreesComesFirstWithItsFiguresAndItsTolerance() {
        List<String> lines = ConsoleReport.of(BAD, false).lines().limit(6).toList();
        assertThat(lines.get(0)).contains("dl4j-stock float32 computes something else", "1 of 238");
        assertThat(String.join(" ", lines))
                .contains("DISAGREES", "dw of layer 'conv3' (conv2d)", "417 × its bound", "2.4e-6", "γ_289 Σ|w||x|")
                .contains("relative norm 2.3e-3", "max abs 7.1e-3");
    }

    @Test
    void aBrokenLimitIsNamedWithItsNumber() {
        GradientRow row = GOOD.gradients().get(0);
        GradientRow over = new GradientRow(
                row.engine(), row.precision(), row.layer(), row.kind(), row.tensor(), row.elements(), 1, 1e-9,
                row.relativeNormToDl4j(), row.ulps(), 0.5, row.bound(), row.boundSource(), row.limit());
        assertThat(Findings.complaints(over))
                .singleElement()
                .asString()
                .contains("relative norm 1.0e-9 is above the limit 1.0e-10");
        assertThat(Findings.complaints(row)).isEmpty();
    }

    @Test
    void whoTookNoPartIsNamedOnceWithItsReason() {
        String reason = "layer_norm 'norm' on input [3, 8, 8]: no DL4J counterpart: it has no such layer, only a switch; "
                + "group_norm 'groups' on input [3, 8, 8]: no DL4J counterpart: it has no such layer";
        List<EngineInfo> engines = new ArrayList<>(GOOD.engines());
        engines.add(EngineInfo.absent("dl4j", "float32", reason));
        engines.add(EngineInfo.absent("dl4j", "float64", reason));
        String report = ConsoleReport.of(
                new ComparisonResult(
                        GOOD.setup(), engines, GOOD.gradients(), GOOD.trainings(), GOOD.drifts(), GOOD.pairs()),
                false);
        assertThat(report).contains("Took no part");
        assertThat(report.replaceAll("\\s+", " ")).containsOnlyOnce("dl4j float32, dl4j float64: " + reason);
        assertThat(report.lines()).allSatisfy(line -> assertThat(Table.width(line)).isLessThanOrEqualTo(Table.WIDTH));
        assertThat(ConsoleReport.of(GOOD, false)).doesNotContain("Took no part");
    }

    @Test
    void noLineIsWiderThanAHundredColumns() {
        for (ComparisonResult result : List.of(GOOD, BAD, SyntheticResult.empty())) {
            for (boolean full : new boolean[] {false, true}) {
                assertThat(ConsoleReport.of(result, full).lines())
                        .allSatisfy(line -> assertThat(Table.width(line)).isLessThanOrEqualTo(Table.WIDTH));
            }
        }
    }

    @Test
    void theFullReportHasALineForEveryRow() {
        List<String> lines = ConsoleReport.of(BAD, true).lines().toList();
        assertThat(lines.stream().filter(line -> line.contains("  agrees  ")).count())
                .isEqualTo(BAD.gradients().size() - 1);
        assertThat(lines.stream().filter(line -> line.contains("  DISAGREES  ")).count())
                .isEqualTo(1);
    }

    @Test
    void theCompactReportCountsEachEnginesRows() {
        assertThat(ConsoleReport.of(BAD, false))
                .containsPattern("dl4j-stock float32 +33 of 34")
                .containsPattern("nd4j float64 +34 of 34");
    }

    @Test
    void saysInPlainWordsWhetherAccuraciesDiffer() {
        assertThat(ConsoleReport.of(GOOD, false))
                .containsPattern("scratch and nd4j do not differ significantly \\(p = 0\\.\\d\\d\\)\\.")
                .contains("Linear baseline (logistic regression on the raw pixels): 62.5%. Guessing: 50.0%.");
    }

    @Test
    void speedsAreToldAgainstDl4jAsShipped() {
        assertThat(ConsoleReport.of(GOOD, false))
                .contains("× dl4j-stock float32")
                .containsPattern("scratch float32 .* 1,240 +50\\.2");
    }

    @Test
    void coloursAreOffUnlessAskedForAndChangeNoWord() {
        String plain = ConsoleReport.of(BAD, false);
        String coloured = ConsoleReport.of(BAD, false, true);
        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[1;31m");
        assertThat(Ink.plain(coloured)).isEqualTo(plain);
    }

    @Test
    void whatWasNotDoneIsSaid() {
        assertThat(ConsoleReport.of(SyntheticResult.empty(), true))
                .contains("No gradient was compared", "Nothing was trained.", "No pair of engines was followed.");
    }
}
