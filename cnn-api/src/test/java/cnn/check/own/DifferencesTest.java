package cnn.check.own;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The derived tolerances hold, and are small enough to be worth something. */
class DifferencesTest {
    private static Slope slope(DoubleUnaryOperator f, double from, double to) {
        Case on = new Case(Shape.of(1), 1, from, to, 1);
        Trial trial = new Trial(OwnLayer.elementwise(f, x -> 0), Optional.empty(), Options.USUAL, on);
        Differences differences = new Differences(trial, new double[] {1});
        Line line = Line.element(trial, trial.tensors().get(0), 0);
        return differences.slope(line, differences.firstStep(List.of(line)));
    }

    private static void holds(Slope slope, double truth, double relative) {
        assertThat(slope.smooth()).isTrue();
        assertThat(Math.abs(slope.value() - truth)).isLessThanOrEqualTo(slope.tolerance());
        assertThat(slope.tolerance()).isLessThan(relative * Math.abs(truth));
    }

    /** noise / h + h²·L‴ / 6 is least near (u·16)^(2/3) ≈ 1.5e-10; a hundred times that is still worth something. */
    @Test
    void smoothFunctionsAreWithinASmallTolerance() {
        double x = 0x1p-1;
        holds(slope(Math::exp, x - 1e-7, x + 1e-7), Math.exp(x), 2e-8);
        holds(slope(v -> Math.sin(40 * v), x - 1e-7, x + 1e-7), 40 * Math.cos(20), 2e-7);
    }

    @Test
    void aKinkNearbyIsSteppedPast() {
        double near = 0x1p-12;
        holds(slope(v -> Math.abs(v - 0.5 + near), 0.5 - 1e-7, 0.5 + 1e-7), 1, 1e-8);
    }

    @Test
    void aKinkAtThePointItselfIsSeen() {
        double[] point = new Trial(
                        OwnLayer.elementwise(v -> v, v -> 1),
                        Optional.empty(),
                        Options.USUAL,
                        new Case(Shape.of(1), 1, 0.2, 0.9, 1))
                .x();
        Slope slope = slope(v -> Math.abs(v - point[0]), 0.2, 0.9);
        // The jump is 2 and nothing smaller may be believed.
        assertThat(slope.smooth() && slope.tolerance() < 1).isFalse();
    }

    @Test
    void aSmallStepInAFunctionIsNoSlope() {
        Slope slope = slope(v -> v > 0.5 ? 1 : 0, 0.5 - 1e-12, 0.5 + 1e-12);
        assertThat(slope.smooth() && slope.tolerance() < 1).isFalse();
    }
}
