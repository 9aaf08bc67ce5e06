package cnn.compare.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.check.cases.LayerCase;
import cnn.compare.crosscheck.layer.LayerFailure;
import cnn.compare.crosscheck.layer.LayerLevel;
import cnn.compare.crosscheck.plan.CheckLevel;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.HalvedBiasGradient;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.plan.Subjects;
import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Evidence;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.layers.Demand;
import cnn.compare.run.Progress;
import cnn.config.CaseText;
import cnn.error.BadInputException;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.LayerSpec;
import cnn.spec.Padding;
import cnn.spec.Residual;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrossCheckTest {
    private static final Conv2d CONV = new Conv2d(4, Window2d.of(3).withPadding(Padding.SAME));
    private static final Set<Level> LAYERS = EnumSet.of(Level.LAYER, Level.CONTRACT);

    private static LayerCase on(String name, LayerSpec spec) {
        return new LayerCase(name, spec, Shape.of(4, 5, 6), 2, LayerCase.Data.NORMAL);
    }

    private static CrossCheck check(String... engines) {
        return CrossCheck.of(engines).quick().levels(LAYERS).cases(List.of(on("image", CONV)));
    }

    @Test
    void goodEnginesPassWithEveryCellCheckedOrExcused() {
        CrossCheckResult result = check("textbook", "scratch", "nd4j", "dl4j").run();
        assertThat(result.failures()).isEmpty();
        assertThat(result.empty()).isEmpty();
        assertThat(result.passes()).isTrue();
        assertThat(result.cells())
                .filteredOn(cell -> cell.rule().equals("L3"))
                .hasSize(result.subjects().size())
                .allSatisfy(cell -> {
                    assertThat(cell.checked()).isPositive();
                    assertThat(cell.worst()).isBetween(0.0, 1.0);
                });
        // float32 forms say why they are not put to differences of their own loss.
        assertThat(result.cells())
                .filteredOn(cell -> cell.rule().equals("L6") && cell.subject().contains("float32"))
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(cell.notApplicable()).isPresent());
        assertThat(result.worstCases())
                .filteredOn(worst -> worst.subject().equals("scratch float32") && worst.tensor().equals("dw"))
                .singleElement()
                .satisfies(worst -> {
                    assertThat(worst.ulps().histogram()).isNotEmpty();
                    assertThat(worst.replay()).startsWith("./cnn crosscheck ").contains("--replay '{conv2d:");
                });
    }

    /** One product an element: nothing else may round between what the layer gets, what it gives, and what is shown of both. */
    @Test
    void aTraceRoundsNothingBehindALayersBack() {
        LayerCase narrow = CaseText.read("{depthwise_conv2d: {kernel: 1, bias: false}, input: [2, 1, 1], batch: 5, data: normal,"
                + " name: random 0/3}");
        CrossCheckResult result = check("dl4j").cases(List.of(narrow)).run();
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void aHalvedBiasGradientIsNamedFirst() {
        List<LayerCase> cases = List.of(on("block", Residual.of(List.of(CONV))), on("image", CONV));
        CrossCheckResult result =
                check("scratch", "nd4j").cases(cases).madeBy(new HalvedBiasGradient()).run();
        assertThat(result.passes()).isFalse();
        Failure first = result.failures().get(0);
        assertThat(first.subject()).startsWith("nd4j ");
        assertThat(first.kind()).isEqualTo("conv2d");
        assertThat(first.tensor()).isEqualTo("db");
        assertThat(first.rule()).isEqualTo(Demand.GRADIENT.id());
        assertThat(first.detail()).contains("got ").contains("expected ").contains("bound ");
        assertThat(result.failures()).allSatisfy(failure -> assertThat(failure.subject()).startsWith("nd4j "));
        // Made smaller, and the command that is printed names just that case.
        String replay = first.replay().orElseThrow();
        LayerCase smallest = CaseText.read(replay.substring(replay.indexOf('{'), replay.lastIndexOf('}') + 1));
        assertThat(smallest.batch()).isEqualTo(1);
        assertThat(smallest.spec()).isInstanceOf(Conv2d.class);
        assertThat(LayerFailure.size(smallest)).isLessThan(LayerFailure.size(on("image", CONV)));
        // The path that trains and the contract notice as well.
        assertThat(result.failures()).extracting(Failure::rule).contains("L5", "L6", "L9", "C7");
    }

    @Test
    void verifyThrowsWithTheCauseInFront() {
        assertThatThrownBy(() -> check("nd4j").madeBy(new HalvedBiasGradient()).verify())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("nd4j float64: L3 conv2d db");
        assertThatCode(() -> check("textbook").verify()).doesNotThrowAnyException();
    }

    @Test
    void aLevelThatChecksNothingFails() {
        Subject scratch = Subject.of("scratch", Precision.FLOAT32);
        Ledger ledger = new Ledger();
        CheckLevel lazy = new CheckLevel() {
            @Override
            public Level level() {
                return Level.LAYER;
            }

            @Override
            public void run(CrossCheckPlan plan, Ledger into, Progress progress) {
                into.expect(scratch, LayerLevel.rule(Demand.DX), "conv2d");
            }
        };
        lazy.run(new CrossCheckPlan(List.of(scratch), List.of(), true, 0), ledger, Progress.SILENT);
        assertThat(ledger.cells()).singleElement().matches(Cell::isEmpty);
        assertThat(check("scratch").levels(Set.of()).run().passes()).isFalse();
    }

    @Test
    void stateIsJudgedWhereThereIsOne() {
        CrossCheckResult result =
                check("scratch").cases(List.of(on("image", new BatchNorm2d()))).run();
        assertThat(result.passes()).isTrue();
        assertThat(result.cells())
                .filteredOn(cell -> cell.rule().equals(Demand.STATE.id()))
                .allSatisfy(cell -> assertThat(cell.checked()).isPositive());
    }

    @Test
    void everyOptionOfABackendIsAForm() {
        assertThat(Subjects.of(List.of("scratch", "nd4j"), false))
                .extracting(Subject::label)
                .contains(
                        "scratch float32",
                        "scratch float32 kernels=scalar",
                        "scratch float32 algorithm=direct",
                        "scratch float32 threads=1",
                        "nd4j float64",
                        "nd4j float32",
                        "nd4j float32 onednn=off");
        assertThat(Subjects.of(List.of("textbook"), false)).hasSize(1);
    }

    @Test
    void sharedCodeMakesAgreementWeak() {
        assertThat(EvidenceOf.pairs(List.of("scratch", "nd4j", "dl4j")))
                .extracting(Evidence::independent)
                .containsExactly(true, true, false);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> CrossCheck.of("scrach")).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> check("scratch").layers(List.of("conv3d")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("did you mean 'conv2d'?");
        assertThatThrownBy(() -> check("scratch").random(-1)).isInstanceOf(BadInputException.class);
    }
}
