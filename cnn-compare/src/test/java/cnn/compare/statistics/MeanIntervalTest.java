package cnn.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import org.junit.jupiter.api.Test;

class MeanIntervalTest {
    /** s = 1; t₀.₉₇₅(2) = 4.302653 in every table. */
    @Test
    void threeValuesByHand() {
        MeanInterval interval = MeanInterval.of(1, 2, 3);
        double half = 4.302653 / Math.sqrt(3);
        assertThat(interval.mean()).isEqualTo(2);
        assertThat(interval.deviation()).isEqualTo(1);
        assertThat(interval.low()).isCloseTo(2 - half, within(1e-6));
        assertThat(interval.high()).isCloseTo(2 + half, within(1e-6));
    }

    @Test
    void oneValueSaysNothingOfOthers() {
        MeanInterval interval = MeanInterval.of(0.7);
        assertThat(interval.mean()).isEqualTo(0.7);
        assertThat(interval.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(interval.high()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(MeanInterval::of).isInstanceOf(BadInputException.class);
    }
}
