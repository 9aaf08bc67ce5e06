package cnn.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(Axis.Tick::label).toList();
    }

    @Test
    void ticksAreRound() {
        assertThat(labels(Axis.linear(0.38, 0.79, 6))).containsExactly("0.3", "0.4", "0.5", "0.6", "0.7", "0.8");
        assertThat(labels(Axis.linear(0, 1240, 6))).containsExactly("0", "500", "1,000", "1,500");
        assertThat(labels(Axis.percent(0.49, 0.76, 4))).containsExactly("40%", "50%", "60%", "70%", "80%");
        assertThat(labels(Axis.log(3e-8, 0.02, 10)))
                .containsExactly("10⁻⁸", "10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹");
        assertThat(labels(Axis.log(0.3, 30, 5))).containsExactly("10⁻¹", "1", "10", "10²");
    }

    @Test
    void lessThanADecadeHasTicksOfItsOwn() {
        assertThat(labels(Axis.log125(0.287, 1.83))).containsExactly("0.2", "0.5", "1", "2");
        assertThat(labels(Axis.log125(500, 10_000)))
                .containsExactly("500", "1,000", "2,000", "5,000", "10,000");
        assertThat(labels(Axis.log125(1, 1))).containsExactly("1", "2");
        assertThat(labels(Axis.log125(0.03, 0.6))).containsExactly("0.02", "0.05", "0.1", "0.2", "0.5", "1");
    }

    @Test
    void aThinnedAxisKeepsItsEnds() {
        Axis axis = Axis.linear(0, 7, 7);
        assertThat(labels(axis.thinned(4))).containsExactly("0", "2", "4", "6");
        assertThat(axis.thinned(4).high()).isEqualTo(axis.high());
        assertThat(axis.thinned(99)).isEqualTo(axis);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 5", "-3, 17, 4", "5, 5, 3", "0, 0, 4", "1e-9, 3e-9, 6", "-1e12, 1e13, 8"})
    void aLinearAxisHoldsItsValues(double min, double max, int count) {
        Axis axis = Axis.linear(min, max, count);
        assertThat(axis.at(min)).isBetween(-1e-9, 1.0);
        assertThat(axis.at(max)).isBetween(0.0, 1 + 1e-9);
        assertThat(axis.high()).isGreaterThan(axis.low());
        assertThat(axis.ticks()).hasSizeBetween(2, count + 3);
    }

    @ParameterizedTest
    @CsvSource({"1e-17, 1, 6", "1, 1, 4", "0.5, 0.6, 4", "1e-300, 1e300, 8", "999, 1001, 5"})
    void aLogarithmicAxisHoldsItsValues(double min, double max, int count) {
        Axis axis = Axis.log(min, max, count);
        assertThat(axis.at(min)).isBetween(-1e-9, 1.0);
        assertThat(axis.at(max)).isBetween(0.0, 1 + 1e-9);
        assertThat(axis.ticks()).hasSizeBetween(2, count + 2);
    }

    @Test
    void equalRatiosAreEquallyLongOnALogarithmicAxis() {
        Axis axis = Axis.log(1e-6, 1, 6);
        assertThat(axis.at(1e-3)).isCloseTo(0.5, within(1e-12));
        assertThat(axis.at(1e-2) - axis.at(1e-4)).isCloseTo(axis.at(1e-3) - axis.at(1e-5), within(1e-12));
    }
}
