package cnn.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
    /** Newcombe (1998), table I, method 3; printed with four decimals, so half a unit of the last is the tolerance. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void agreesWithNewcombesTable(int successes, int trials, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(successes, trials);
        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    /** The definition: at an end p, the observed share is exactly z standard errors √(p(1 - p)/n) away. */
    @ParameterizedTest
    @CsvSource({"1423, 2000", "3, 7", "1, 1000"})
    void bothEndsSolveTheScoreEquation(int successes, int trials) {
        double z = 1.959963984540054; // Φ⁻¹(0.975), from any table
        double share = (double) successes / trials;
        WilsonInterval interval = WilsonInterval.of(successes, trials);
        for (double p : new double[] {interval.low(), interval.high()}) {
            assertThat(Math.abs(share - p) / Math.sqrt(p * (1 - p) / trials)).isCloseTo(z, within(1e-9));
        }
    }

    @Test
    void swappingSuccessAndFailureMirrorsTheInterval() {
        WilsonInterval right = WilsonInterval.of(613, 1000);
        WilsonInterval wrong = WilsonInterval.of(387, 1000);
        assertThat(right.low()).isCloseTo(1 - wrong.high(), within(1e-15));
        assertThat(right.high()).isCloseTo(1 - wrong.low(), within(1e-15));
    }

    @Test
    void theEndsAtNoneAndAllAreExact() {
        assertThat(WilsonInterval.of(0, 50).low()).isZero();
        assertThat(WilsonInterval.of(50, 50).high()).isEqualTo(1);
    }

    @Test
    void nothingTestedGivesNoInterval() {
        assertThat(WilsonInterval.of(0, 0).low()).isNaN();
        assertThat(WilsonInterval.of(0, 0).high()).isNaN();
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> WilsonInterval.of(5, 4))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("5 of 4");
    }
}
