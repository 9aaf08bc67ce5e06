package cnn.check.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnLayerCheckTest {
    private static final OwnLayer SIN = OwnLayer.elementwise(Math::sin, Math::cos);

    /** Any step leads to another side. */
    private static final class SidesEverywhere implements OwnLayer {
        @Override
        public double[] forward(Shape shape, double[] x, double[] parameters) {
            return SIN.forward(shape, x, parameters);
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] parameters, double[] dy) {
            return SIN.backward(shape, x, parameters, dy);
        }

        @Override
        public long sides(Shape shape, double[] x, double[] parameters) {
            return Arrays.hashCode(x);
        }
    }

    @Test
    void whereTooMuchIsLeftOutNothingPasses() {
        OwnReport report = OwnLayerCheck.of(new SidesEverywhere(), Shape.of(4)).report();
        assertThat(report.broken()).containsExactly(OwnRule.O8, OwnRule.O10);
        assertThat(report.of(OwnRule.O8).failure().orElseThrow()).contains("nothing to say about dx: 4 of 4");
    }

    @Test
    void aRuleThatCheckedNothingForNoReasonIsBroken() {
        var outcome = new OwnReport.Outcome(
                OwnRule.O8, 0, 0, Double.NaN, Optional.empty(), Optional.empty(), Optional.empty());
        OwnReport report = new OwnReport("Layer", "[4]", List.of(outcome));
        assertThatThrownBy(report::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing was checked");
    }

    @Test
    void theReportSaysWhatWasNotRun() {
        OwnReport report = OwnLayerCheck.of(SIN, Shape.of(4)).mixesSamples().report();
        report.verify();
        assertThat(report.describe())
                .contains("all is well")
                .contains("not run, switched off")
                .contains("not run, the layer has no parameters");
    }

    @Test
    void whatALayerThrowsIsNotLost() {
        OwnLayer broken = OwnLayer.elementwise(
                x -> {
                    throw new ArithmeticException("no");
                },
                x -> 1);
        assertThatThrownBy(() -> OwnLayerCheck.of(broken, Shape.of(4)).verify())
                .isInstanceOf(AssertionError.class)
                .satisfies(error -> assertThat(error.getSuppressed())
                        .singleElement()
                        .isInstanceOf(ArithmeticException.class));
    }

    @Test
    void theSameSeedGivesTheSameReport() {
        OwnLayerCheck check = OwnLayerCheck.of(SIN, Shape.of(5), Shape.of(3)).seed(4);
        assertThat(check.report()).isEqualTo(check.report());
        assertThat(check.report().describe()).startsWith("Elementwise on x [3], [5]");
    }

    @Test
    void whatCannotBeCheckedIsRefused() {
        assertThatThrownBy(() -> OwnLayerCheck.of(SIN))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("shape");
        OwnLayerCheck check = OwnLayerCheck.of(SIN, Shape.of(4));
        assertThatThrownBy(() -> check.between(1, 1)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> check.atMost(0)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new OwnLayer.Parameter("a", Shape.of(1), 2, 1)).isInstanceOf(BadInputException.class);
    }
}
