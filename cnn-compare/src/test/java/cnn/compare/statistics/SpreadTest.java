package cnn.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void quantilesAreInterpolated() {
        assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(4, 1, 1.75, 2.5, 3.25, 4));
        assertThat(Spread.of(5, 1, 3)).isEqualTo(new Spread(3, 1, 2, 3, 4, 5));
        assertThat(Spread.of(7)).isEqualTo(new Spread(1, 7, 7, 7, 7, 7));
    }

    @Test
    void oneDisturbedMeasurementDoesNotMoveTheMedian() {
        assertThat(Spread.of(10, 11, 12, 11, 0.1).median()).isEqualTo(11);
    }

    @Test
    void infinityStaysAtTheEnd() {
        assertThat(Spread.of(1, 2, Double.POSITIVE_INFINITY).median()).isEqualTo(2);
    }

    @Test
    void ofNothingIsNoNumber() {
        assertThat(Spread.of(List.of()).median()).isNaN();
    }
}
