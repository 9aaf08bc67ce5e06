package cnn.compare.report.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossCheckConsoleTest {
    private static final CrossCheckResult GOOD = SyntheticCrossCheck.passing();
    private static final CrossCheckResult BAD = SyntheticCrossCheck.failing();
    private static final Path PAGE = Path.of("out", "crosscheck.html");

    private static CrossCheckResult unplanted(CrossCheckResult r) {
        return new CrossCheckResult(
                r.setup(),
                r.subjects(),
                r.evidence(),
                r.rules(),
                r.cells(),
                r.failures(),
                r.worstCases(),
                r.walks(),
                r.trajectories(),
                r.equivalences(),
                r.digests(),
                Optional.empty(),
                r.seconds());
    }

    @Test
    void theVerdictIsTheFirstLineAndTheCauseFollowsInFull() {
        List<String> lines = CrossCheckConsole.of(BAD, false).lines().toList();
        assertThat(lines.get(0))
                .startsWith("FAILS: 48 judgements failed, first db of conv2d on nd4j float32; 2 cells unchecked;")
                .endsWith("32 planted faults unnoticed.");
        assertThat(String.join("\n", lines.subList(1, 8)))
                .contains(
                        "db of conv2d on nd4j float32", "L3: each parameter's gradient", "4 filters 3x3, padding same")
                .contains("element [2]: expected 0.8414709848078965, got 0.42073549240394825, bound 1.02e-6")
                .contains("4.1e5 × its bound", "\n    again   " + SyntheticCrossCheck.REPLAY);
        assertThat(CrossCheckConsole.of(GOOD, false).lines().findFirst().orElseThrow())
                .startsWith("PASSES: nothing disagrees in ")
                .endsWith("all 32 planted faults were noticed.");
    }

    @Test
    void whatFailedBesidesIsGroupedAndCounted() {
        String text = CrossCheckConsole.of(BAD, false);
        assertThat(text).containsPattern("db of conv2d +nd4j float32 +44 +∞ +L3 L4 C9");
        assertThat(text.split(Pattern.quote("case 1")).length).isLessThan(5);
        assertThat(text).contains("UNCHECKED  ", "on pytorch float32, L5: special values");
    }

    @Test
    void manyGroupsAreCutAndTheRestIsCounted() {
        CrossCheckResult many = new CrossCheckResult(
                BAD.setup(),
                BAD.subjects(),
                BAD.evidence(),
                BAD.rules(),
                BAD.cells(),
                IntStream.range(0, 40)
                        .mapToObj(k -> new Failure(
                                "nd4j float32", "L1", "kind" + k, "y", "case", "detail", 2, Optional.empty()))
                        .toList(),
                BAD.worstCases(),
                BAD.walks(),
                BAD.trajectories(),
                BAD.equivalences(),
                BAD.digests(),
                Optional.empty(),
                1);
        assertThat(CrossCheckConsole.of(many, false, false, Optional.of(PAGE)))
                .contains("… and 24 more, see " + PAGE, "kind15")
                .doesNotContain("kind16");
        assertThat(CrossCheckConsole.of(many, false, true, Optional.of(PAGE)))
                .contains("kind39")
                .doesNotContain("more, see");
    }

    @Test
    void aPassingRunFitsOneScreenOrTwoAndTheFullOneHoldsAllRules() {
        String text = CrossCheckConsole.of(unplanted(GOOD), false);
        assertThat(text.lines().count()).isLessThanOrEqualTo(60);
        assertThat(text).doesNotContain("FAILED", "UNCHECKED", "✗ ").contains("28 rules of level contract");
        String full = CrossCheckConsole.of(GOOD, false, true, Optional.empty());
        SyntheticCrossCheck.RULES.forEach(
                rule -> assertThat(full).contains(rule.id() + " ", rule.title().substring(0, 20)));
    }

    @Test
    void linesAreNoWiderThanTheyMayBe() {
        for (boolean full : new boolean[] {false, true}) {
            for (CrossCheckResult result : List.of(GOOD, BAD)) {
                assertThat(CrossCheckConsole.of(result, false, full, Optional.of(PAGE))
                                .lines()
                                .skip(1))
                        .filteredOn(line -> !line.startsWith("    again "))
                        .allSatisfy(line -> assertThat(Table.width(line)).isLessThanOrEqualTo(CrossCheckConsole.WIDTH));
            }
        }
    }

    @Test
    void theMatrixMarksFailuresEmptyCellsAndKnownFindings() {
        String text = CrossCheckConsole.of(BAD, false);
        assertThat(text).containsPattern("5 +nd4j float32 .*✗4.*✗41 k\\d+");
        assertThat(text).containsPattern("10 +pytorch float32 .*∅1");
        assertThat(text).contains("k: " + SyntheticCrossCheck.KNOWN);
        assertThat(text).containsPattern("L3 +each parameter.* ✗37");
    }

    @Test
    void theWalkShowsTheWayToTheFirstDivergenceAndItsTerms() {
        assertThat(CrossCheckConsole.of(BAD, false))
                .contains("nd4j float32 on lenet-32: parts from the oracle at db of 'conv2' (conv2d)")
                .containsPattern("conv2 +conv2d +db +5.0e-1 +\\S+ +\\S+ +\\S+ +✗ first")
                .contains("db[2] of 'conv2' is 0.42073549240394825, expected 0.8414709848078965, bound 1.0e-6")
                .contains("the sum of 392 terms, the largest:", "=  dy[0, 2, 0, 1]")
                .contains("29 walks through networks");
    }

    @Test
    void trainingsAreToldWithTheirVerdicts() {
        assertThat(CrossCheckConsole.of(BAD, false))
                .containsPattern("after lenet-32, Adam, 60 steps, from textbook float64\n"
                        + ".*\n"
                        + " +nd4j float32 +60 .* BEYOND from step 1 on")
                .containsPattern("nd4j float32 +textbook float64 +10 +-6.10 +-7.20 to -5.00 +2.0 +different")
                .containsPattern("dl4j float32 +textbook float64 +10 +\\+1.46 .*")
                .containsPattern("scratch float32 +8 .* NOT THE SAME, though promised")
                .containsPattern("nd4j float32 +8 .* not the same; not promised");
    }

    @Test
    void evidenceNamesWhatIsSharedAndWhatIsNot() {
        assertThat(CrossCheckConsole.of(GOOD, false))
                .contains("independent: textbook with scratch, nd4j, dl4j, pytorch; scratch with")
                .contains("weak: nd4j and dl4j share libnd4j's native code");
    }

    @Test
    void survivorsComeFirstAndLoud() {
        String text = CrossCheckConsole.of(BAD, false);
        assertThat(text.indexOf("SURVIVED")).isBetween(0, text.indexOf("Judgements, and the worst"));
        assertThat(text).contains("Planted faults: 30 of 32 noticed").containsPattern("✗ NOBODY");
        assertThat(CrossCheckConsole.of(GOOD, false))
                .contains("32 of 32 noticed")
                .doesNotContain("SURVIVED", "NOBODY");
    }

    @Test
    void blamedControlsFail() {
        KillMatrix blaming =
                new KillMatrix(List.of(), SyntheticRuns.planted(false).rows(), 2);
        CrossCheckResult result = new CrossCheckResult(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(blaming),
                3);
        assertThat(result.passes()).isFalse();
        assertThat(CrossCheckConsole.of(result, false)).startsWith("FAILS: unharmed copies broke 2 rules.");
    }

    @Test
    void theAuditCountsWhatWasCheckedAndNothingIsAFailure() {
        Tally all = Tally.of(BAD.cells());
        assertThat(CrossCheckConsole.of(BAD, false))
                .contains(
                        "Self-audit: %,d cells".formatted(BAD.cells().size()),
                        "%,d judgements".formatted(all.checked()),
                        " 2 empty;");
        assertThat(CrossCheckConsole.of(SyntheticCrossCheck.empty(), false)).startsWith("FAILS: nothing was checked.");
    }

    @Test
    void coloursChangeNothingButTheColour() {
        for (CrossCheckResult result :
                List.of(GOOD, BAD, SyntheticCrossCheck.empty(), SyntheticCrossCheck.nasty("<a> \"b\""))) {
            String plain = CrossCheckConsole.of(result, false);
            assertThat(plain).doesNotContain("\u001b");
            assertThat(Ink.plain(CrossCheckConsole.of(result, true))).isEqualTo(plain);
        }
        assertThat(CrossCheckConsole.of(BAD, true)).contains("\u001b[1;31mFAILED");
    }
}
