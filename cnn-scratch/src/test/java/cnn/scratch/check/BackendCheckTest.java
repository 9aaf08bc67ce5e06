package cnn.scratch.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.UnsupportedLayerException;
import cnn.check.cases.LayerCase;
import cnn.check.contract.BackendCheck;
import cnn.check.contract.BackendReport;
import cnn.check.contract.PatchedBackend;
import cnn.check.contract.RuleBroken;
import cnn.error.BadInputException;
import cnn.spec.Dense;
import cnn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackendCheckTest {
    private final Backend textbook = Backends.named("textbook");
    private final Backend scratch = Backends.named("scratch");

    @AfterEach
    void close() {
        textbook.close();
        scratch.close();
    }

    @Test
    void aRightLayerOfOnesOwnPasses() {
        Backend mine = PatchedBackend.of(textbook, "dense", OwnDense::new);
        assertThatCode(() -> BackendCheck.of(mine).layers("dense").verify()).doesNotThrowAnyException();
    }

    @Test
    void aWrongGradientIsToldByRuleLayerAndTensor() {
        Backend mine = PatchedBackend.of(textbook, "dense", (placed, plan, backend) -> {
            int weights = placed.parameter("w").size();
            return new OwnDense(placed, plan, backend, i -> i < weights ? 1 : 0.5);
        });
        BackendCheck check = BackendCheck.of(mine).layers("dense");
        assertThatThrownBy(check::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("with another dense")
                .hasMessageContaining("C7: the parameters' gradients agree with the textbook")
                .hasMessageContaining("C9: ")
                .hasMessageContaining("(and on ");
        BackendReport report = check.report();
        assertThat(report.broken()).allSatisfy(broken -> {
            assertThat(broken.kind()).isEqualTo("dense");
            // Random directions go through all tensors at once.
            assertThat(broken.tensor()).isEqualTo(broken.rule().equals("C27") ? "" : "db");
            assertThat(broken.errorOverBound()).isGreaterThan(1);
            assertThat(broken.getMessage()).contains(broken.on().orElseThrow().toString());
        });
        // The smallest case that shows it.
        assertThat(report.broken().get(0).on().orElseThrow().input()).isEqualTo(Shape.of(1));
        assertThat(report.complaints(2)).hasSize(3).last().asString().matches("and \\d+ more");
        assertThat(report.outcomes().stream().filter(outcome -> outcome.rule().equals("C6")))
                .singleElement()
                .satisfies(dx -> assertThat(dx.passes()).isTrue());
    }

    @Test
    void layersInsideCompositesAreOnesOwnToo() {
        Backend right = PatchedBackend.of(textbook, "relu", OwnRelu::right);
        Backend wrong = PatchedBackend.of(textbook, "relu", OwnRelu::wrong);
        String[] composites = {"residual", "concat", "separable_conv2d"};
        BackendCheck.of(right).layers(composites).rules("C1", "C6", "C7", "C11", "C14").verify();
        List<RuleBroken> broken =
                BackendCheck.of(wrong).layers(composites).rules("C6").report().broken();
        assertThat(broken).isNotEmpty().allSatisfy(one -> {
            assertThat(one.kind()).isEqualTo("relu");
            assertThat(one.tensor()).isEqualTo("dx");
            assertThat(one.on().orElseThrow().spec().branches()).isNotEmpty();
        });
    }

    @Test
    void neighboursMayBeOfABackendThatFuses() {
        Backend right = PatchedBackend.of(scratch, "relu", OwnRelu::right);
        Backend wrong = PatchedBackend.of(scratch, "relu", OwnRelu::wrong);
        BackendCheck.of(right).rules("C16", "C21", "C24").verify();
        assertThat(BackendCheck.of(wrong).rules("C16").report().broken())
                .singleElement()
                .satisfies(one -> assertThat(one.kind()).isEqualTo("network"));
    }

    @Test
    void aWholeBackendIsCheckedWithItsUpdates() {
        BackendReport report = BackendCheck.of(textbook).rules("C1", "C15", "C30").report();
        assertThat(report.passes()).isTrue();
        assertThat(report.complaints(5)).isEmpty();
        assertThat(report.outcomes()).extracting(BackendReport.Outcome::kind).contains("conv2d", "optimizer", "update");
        assertThat(report.outcomes()).allSatisfy(outcome -> assertThat(outcome.describe())
                .startsWith(outcome.rule() + " " + outcome.kind() + ": ")
                .doesNotContain(" 0 judged"));
    }

    @Test
    void checkingNothingIsAFailure() {
        BackendCheck nothing = BackendCheck.of(textbook).layers("dense").rules("C13");
        assertThatThrownBy(nothing::verify).isInstanceOf(AssertionError.class).hasMessageContaining("nothing was checked");
        // Finite differences are not for float32.
        BackendCheck alsoNothing = BackendCheck.of(scratch).layers("dense").rules("C9");
        assertThatThrownBy(alsoNothing::verify).hasMessageContaining("nothing was checked");
    }

    @Test
    void aRefusedLayerFailsUnlessItMayBeRefused() {
        Backend refusing = PatchedBackend.of(textbook, "dense", (placed, plan, backend) -> {
            if (!((Dense) placed.spec()).bias()) {
                throw new UnsupportedLayerException(placed, "mine", "dense without bias");
            }
            return new OwnDense(placed, plan, backend);
        });
        BackendCheck check = BackendCheck.of(refusing).layers("dense");
        assertThatThrownBy(check::verify).hasMessageContaining("cannot run dense without bias yet");
        assertThatCode(() -> check.without("dense without bias").verify()).doesNotThrowAnyException();
    }

    @Test
    void casesOfOnesOwn() {
        Backend mine = PatchedBackend.of(textbook, "dense", OwnDense::new);
        LayerCase own = new LayerCase("mine", new Dense(4), Shape.of(3), 2, LayerCase.Data.LARGE);
        BackendReport report = BackendCheck.of(mine).cases(List.of(own)).rules("C5").report();
        assertThat(report.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.cases()).isEqualTo(1);
            // One tensor's number, and its elements.
            assertThat(outcome.judgement().judged()).isEqualTo(1 + 2 * 4);
            assertThat(outcome.judgement().worst()).isBetween(0.0, 1.0);
        });
    }

    @Test
    void randomCasesToo() {
        Backend mine = PatchedBackend.of(textbook, "dense", OwnDense::new);
        BackendCheck check = BackendCheck.of(mine).layers("dense").rules("C5");
        int ofCatalogue = check.report().outcomes().get(0).cases();
        BackendReport report = check.random(20, 3).report();
        assertThat(report.passes()).isTrue();
        assertThat(report.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.cases()).isEqualTo(ofCatalogue + 20));
    }

    @Test
    void unknownWordsAreToldWithTheNearestOnes() {
        BackendCheck check = BackendCheck.of(textbook);
        assertThatThrownBy(() -> check.layers("conv2"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'conv2d'");
        assertThatThrownBy(() -> check.rules("C99")).isInstanceOf(BadInputException.class).hasMessageContaining("C9");
        assertThatThrownBy(() -> PatchedBackend.of(textbook, "rellu", OwnRelu::right)).hasMessageContaining("'relu'");
        assertThatThrownBy(() -> check.against(scratch)).hasMessageContaining("float64");
    }
}
