package cnn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
    private static final int N = 4;
    private static final int K = 3;

    static LossSpec[] losses() {
        return new LossSpec[] {new SoftmaxCrossEntropy(), new MeanSquaredError()};
    }

    /**
     * With |L‴| below 1 in each y, truncation is below h²/6; the values are below 4 and take fewer than 100 roundings, so
     * rounding is below 400·u/h.
     */
    @ParameterizedTest
    @MethodSource("losses")
    void gradientAgreesWithCentralDifferences(LossSpec loss) {
        AddressedRandom random = new AddressedRandom(1);
        double[] y = new double[N * K];
        double[] t = new double[N * K];
        Arrays.setAll(y, i -> random.normal(Purpose.TEST_DATA, 0, 0, i));
        // Not one-hot, so that Σ t counts.
        Arrays.setAll(t, i -> random.uniform(Purpose.TEST_DATA, 0, 1, i));
        double[] dy = new double[N * K];
        loss.evaluate(N, K, y, t, dy);
        double h = 0x1p-16;
        double tolerance = h * h / 6 + 400 * 0x1p-53 / h;
        for (int i = 0; i < y.length; i++) {
            double before = y[i];
            y[i] = before + h;
            double above = loss.evaluate(N, K, y, t, new double[N * K]);
            y[i] = before - h;
            double below = loss.evaluate(N, K, y, t, new double[N * K]);
            y[i] = before;
            assertThat(dy[i]).isCloseTo((above - below) / (2 * h), within(tolerance));
        }
    }

    @Test
    void hugeLogitsStayFinite() {
        double[] dz = new double[6];
        double[] z = {1e4, -1e4, 0, -1e4, 1e4, 1e4};
        double loss = new SoftmaxCrossEntropy().evaluate(2, 3, z, new double[] {0, 1, 0, 0, 1, 0}, dz);
        // First sample: the wanted class is 2e4 behind. Second: two classes share the lead.
        assertThat(loss).isCloseTo((2e4 + Math.log(2)) / 2, within(1e-11));
        assertThat(dz).containsExactly(new double[] {0.5, -0.5, 0, 0, -0.25, 0.25}, within(1e-11));
    }

    @Test
    void theGradientOfLogitsSumsToZero() {
        double[] dz = new double[3];
        new SoftmaxCrossEntropy().evaluate(1, 3, new double[] {0.3, -1, 2}, new double[] {0, 0, 1}, dz);
        assertThat(dz[0] + dz[1] + dz[2]).isCloseTo(0, within(4 * 0x1p-53));
    }
}
