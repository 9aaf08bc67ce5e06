package cnn.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas and numbers of docs/schedules.md. */
class ScheduleTest {
    private static final double HALF_ROOT = Math.sqrt(0.5);

    /** 8 epochs of 4 updates. */
    private static Position at(long update) {
        return new Position(update, 4, 32, PlateauState.START);
    }

    static Stream<Arguments> factors() {
        return Stream.of(
                Arguments.of(new Constant(), 31, 1),
                Arguments.of(new Step(2, 0.5), 7, 1),
                Arguments.of(new Step(2, 0.5), 8, 0.5),
                Arguments.of(new Step(2, 0.5), 31, 0.125),
                Arguments.of(new Step(0.5, 0.5), 2, 0.5),
                Arguments.of(new Exponential(0.25), 2, 0.5),
                Arguments.of(new Exponential(0.25), 12, 1 / 64.0),
                Arguments.of(new Polynomial(1, 0), 8, 0.75),
                Arguments.of(new Polynomial(2, 0.2), 16, 0.4),
                Arguments.of(new Cosine(), 0, 1),
                Arguments.of(new Cosine(), 8, (1 + HALF_ROOT) / 2),
                Arguments.of(new Cosine(), 16, 0.5),
                Arguments.of(new Cosine(0.1, OptionalDouble.empty(), 1), 16, 0.55),
                // Restarts after 2 epochs (8 updates) each.
                Arguments.of(new Cosine(0, OptionalDouble.of(2), 1), 4, 0.5),
                Arguments.of(new Cosine(0, OptionalDouble.of(2), 1), 8, 1),
                Arguments.of(new Cosine(0, OptionalDouble.of(2), 1), 28, 0.5),
                // Restarts after 2 and after 2 + 4 epochs.
                Arguments.of(new Cosine(0, OptionalDouble.of(2), 2), 8, 1),
                Arguments.of(new Cosine(0, OptionalDouble.of(2), 2), 16, 0.5),
                Arguments.of(new Cosine(0, OptionalDouble.of(2), 2), 24, 1),
                Arguments.of(new WarmUp(1, 0, new Constant()), 0, 0.25),
                Arguments.of(new WarmUp(1, 0.2, new Constant()), 1, 0.6),
                Arguments.of(new WarmUp(1, 0, new Constant()), 3, 1),
                // 4 updates of rise, 28 of cosine.
                Arguments.of(new WarmUp(1, 0, new Cosine()), 4, 1),
                Arguments.of(new WarmUp(1, 0, new Cosine()), 18, 0.5),
                Arguments.of(new OneCycle(0.2, 0, 0.25), 0, 0.2),
                Arguments.of(new OneCycle(0.2, 0, 0.25), 4, 0.6),
                Arguments.of(new OneCycle(0.2, 0, 0.25), 8, 1),
                Arguments.of(new OneCycle(0.2, 0, 0.25), 20, 0.5),
                Arguments.of(new ReduceOnPlateau(0.5, 1, 0, 0), 31, 1));
    }

    @ParameterizedTest
    @MethodSource("factors")
    void hasTheFactorOfItsFormula(Schedule schedule, long update, double expected) {
        assertThat(schedule.factor(at(update))).isCloseTo(expected, within(16 * 0x1p-53));
    }

    @Test
    void waitsForAPlateauAndCutsTheRate() {
        Schedule schedule = new WarmUp(1, 0, new ReduceOnPlateau(0.1, 2, 0.01, 0.05));
        double[] losses = {1, 0.9, 0.895, 0.893, 0.5, 0.6, 0.7, Double.NaN, 0.4999};
        int[] cuts = {0, 0, 0, 1, 1, 1, 2, 2, 3};
        PlateauState state = PlateauState.START;
        for (int i = 0; i < losses.length; i++) {
            state = schedule.afterEpoch(state, i + 1, losses[i]);
            assertThat(state.cuts()).as("after epoch %d", i + 1).isEqualTo(cuts[i]);
        }
        assertThat(state.watch()).isEqualTo(new Watch(OptionalDouble.of(0.5), 5, 0));
        assertThat(schedule.factor(new Position(9, 4, 40, new PlateauState(Watch.START, 1))))
                .isCloseTo(0.1, within(1e-16));
        assertThat(schedule.factor(new Position(9, 4, 40, state))).as("never below its end").isEqualTo(0.05);
    }

    @Test
    void othersRememberNothing() {
        assertThat(new Cosine().afterEpoch(PlateauState.START, 1, 3)).isEqualTo(PlateauState.START);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Step(0, 0.1)).isInstanceOf(BadInputException.class).hasMessageContaining("every");
        assertThatThrownBy(() -> new Exponential(1.1)).hasMessageContaining("exponential: factor");
        assertThatThrownBy(() -> new Cosine(0, OptionalDouble.of(1), 0.5)).hasMessageContaining("stretch");
        assertThatThrownBy(() -> new OneCycle(0.1, 0, 1)).hasMessageContaining("peak");
        assertThatThrownBy(() -> new WarmUp(1, 0, new WarmUp(1, 0, new Constant())))
                .hasMessageContaining("one warm-up");
        assertThatThrownBy(() -> new ReduceOnPlateau(0.1, 0, 0, 0)).hasMessageContaining("patience");
    }
}
