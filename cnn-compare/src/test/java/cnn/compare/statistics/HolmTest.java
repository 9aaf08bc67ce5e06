package cnn.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import org.junit.jupiter.api.Test;

class HolmTest {
    /** Sorted 0.005·4, 0.01·3, 0.03·2, 0.04·1, and none smaller than the one before. */
    @Test
    void fourValuesByHand() {
        assertThat(Holm.adjust(0.01, 0.04, 0.03, 0.005)).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    }

    @Test
    void staysAProbability() {
        assertThat(Holm.adjust(0.9, 0.8)).containsExactly(1, 1);
        assertThat(Holm.adjust()).isEmpty();
        assertThatThrownBy(() -> Holm.adjust(1.1)).isInstanceOf(BadInputException.class).hasMessageContaining("1.1");
    }
}
