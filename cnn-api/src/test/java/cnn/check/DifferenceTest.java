package cnn.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.tensor.Precision;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    @Test
    void theWorstElementAndTheNorm() {
        Difference d = Difference.of(new double[] {1, 2, 7}, new double[] {1, 3, 4}, Precision.FLOAT64);
        assertThat(d.count()).isEqualTo(3);
        assertThat(d.maxAbs()).isEqualTo(3);
        assertThat(d.where()).isEqualTo(2);
        assertThat(d.value()).isEqualTo(7);
        assertThat(d.expected()).isEqualTo(4);
        assertThat(d.relativeNorm()).isCloseTo(Math.sqrt(10.0 / 26), within(1e-15));
    }

    @Test
    void equalTensorsDoNotDiffer() {
        double[] zeros = {0, -0.0, Double.POSITIVE_INFINITY};
        Difference d = Difference.of(zeros, new double[] {-0.0, 0, Double.POSITIVE_INFINITY}, Precision.FLOAT32);
        assertThat(d.maxAbs()).isZero();
        assertThat(d.incomparable()).isZero();
        assertThat(d.ulps().max()).isZero();
        assertThat(d.ulps().histogram()).containsExactly(3L);
    }

    @Test
    void notANumberIsNeverRight() {
        double[] nan = {1, Double.NaN, 3};
        Difference d = Difference.of(nan, nan, Precision.FLOAT64);
        assertThat(d.incomparable()).isEqualTo(1);
        assertThat(d.where()).isEqualTo(1);
        assertThat(d.maxAbs()).isInfinite();
        assertThat(d.relativeNorm()).isInfinite();
        assertThat(d.ulps().max()).isInfinite();
        assertThat(d.ulps().histogram()).containsExactly(2L);
    }

    @Test
    void ulpsAreCountedInTheGivenPrecision() {
        assertThat(UlpDistribution.distance(1, Math.nextUp(1.0), Precision.FLOAT64)).isEqualTo(1);
        assertThat(UlpDistribution.distance(1, Math.nextUp(1.0), Precision.FLOAT32)).isZero();
        assertThat(UlpDistribution.distance(1, Math.nextUp(1f), Precision.FLOAT32)).isEqualTo(1);
        assertThat(UlpDistribution.distance(Double.MIN_VALUE, -Double.MIN_VALUE, Precision.FLOAT64)).isEqualTo(2);
        assertThat(UlpDistribution.distance(1, 2, Precision.FLOAT32)).isEqualTo(1 << 23);
        assertThat(UlpDistribution.distance(Double.MAX_VALUE, -Double.MAX_VALUE, Precision.FLOAT64))
                .isGreaterThan(1.8e19);
    }

    @Test
    void theHistogramHasPowersOfTwoAsBorders() {
        double[] expected = {1, 1, 1, 1, 1, 1};
        double[] values = new double[6];
        int[] steps = {0, 1, 2, 3, 4, 8};
        for (int i = 0; i < steps.length; i++) {
            values[i] = 1 + steps[i] * 0x1p-52;
        }
        UlpDistribution ulps = Difference.of(values, expected, Precision.FLOAT64).ulps();
        assertThat(ulps.histogram()).containsExactly(1L, 1L, 2L, 1L, 1L);
        assertThat(ulps.median()).isEqualTo(2);
        assertThat(ulps.max()).isEqualTo(8);
    }

    @Test
    void lengthsMustAgree() {
        assertThatThrownBy(() -> Difference.of(new double[2], new double[3], Precision.FLOAT64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot compare 2 values with 3");
    }

    @Test
    void aBoundThatSaysNothingAcceptsNothing() {
        double[] one = {1};
        Difference none = Difference.of(one, one, Precision.FLOAT64);
        assertThat(TensorCheck.of("y", one, one, new Bound(new double[] {0}, "exact"), none).agrees())
                .isTrue();
        assertThat(TensorCheck.of("y", one, one, new Bound(new double[] {Double.NaN}, "?"), none).agrees())
                .isFalse();
        assertThat(ErrorBound.gamma(1L << 24, Precision.FLOAT32.unitRoundoff())).isInfinite();
        assertThat(ErrorBound.gamma(10, Precision.FLOAT32.unitRoundoff())).isCloseTo(10 * 0x1p-24, within(1e-12));
    }
}
