package cnn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
    private static final int N = 4;
    private static final int K = 3;

    static LossSpec[] losses() {
        return new LossSpec[] {
            new SoftmaxCrossEntropy(),
            new SoftmaxCrossEntropy(0.2, List.of(0.5, 1.0, 0.75)),
            new SigmoidCrossEntropy(),
            new MeanSquaredError(),
            new MeanAbsoluteError(),
            new Huber(0.7),
            new Hinge()
        };
    }

    /**
     * With |L‴| below 1 in each y, truncation is below h²/6; the values are below 4 and take fewer than 100 roundings,
     * so rounding is below 400·u/h. None of the outputs is within h of a kink (asserted): there the losses that have
     * one are straight.
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
            assertThat(Math.abs(before - t[i])).isGreaterThan(h);
            assertThat(Math.abs(1 - (2 * t[i] - 1) * before)).isGreaterThan(2 * h);
            assertThat(Math.abs(Math.abs(before - t[i]) - 0.7)).isGreaterThan(h);
            assertThat(dy[i]).isCloseTo((above - below) / (2 * h), within(tolerance));
        }
    }

    /** Each value by hand; what it may be off is a few roundings of the largest number in its formula. */
    @ParameterizedTest
    @MethodSource("hugeCases")
    void hugeOutputsGiveTheRightLossAndGradient(LossSpec loss, double[] y, double[] t, double expected, double[] dy) {
        double[] found = new double[3];
        double value = loss.evaluate(1, 3, y, t, found);
        assertThat(value).isCloseTo(expected, within(8 * 0x1p-53 * Math.max(1, expected)));
        for (int i = 0; i < 3; i++) {
            assertThat(found[i]).isCloseTo(dy[i], within(8 * 0x1p-53 * Math.max(1, Math.abs(dy[i]))));
        }
    }

    static Stream<Arguments> hugeCases() {
        double[] y = {1e4, -1e4, 0};
        double[] second = {0, 1, 0};
        return Stream.of(
                // The wanted class is 2e4 behind.
                Arguments.of(new SoftmaxCrossEntropy(), y, second, 2e4, new double[] {1, -1, 0}),
                // Two classes share the lead.
                Arguments.of(new SoftmaxCrossEntropy(), new double[] {-1e4, 1e4, 1e4}, second, Math.log(2),
                        new double[] {0, -0.5, 0.5}),
                // s = (0.1, 0.8, 0.1), -log p = (0, 2e4, 1e4), w = (1, 2, 3): 2·0.8·2e4 + 3·0.1·1e4; mass 0.1 + 1.6 +
                // 0.3.
                Arguments.of(new SoftmaxCrossEntropy(0.3, List.of(1.0, 2.0, 3.0)), y, second, 35000.0,
                        new double[] {1.9, -1.6, -0.3}),
                // Yes where it is no, no where it is yes, and undecided: (1e4 + 1e4 + log 2)/3.
                Arguments.of(new SigmoidCrossEntropy(), y, second, (2e4 + Math.log(2)) / 3,
                        new double[] {1 / 3.0, -1 / 3.0, 1 / 6.0}),
                // All is as wanted: e^-10000 is 0, and 0 is undecided.
                Arguments.of(new SigmoidCrossEntropy(), y, new double[] {1, 0, 0}, Math.log(2) / 3,
                        new double[] {0, 0, 1 / 6.0}),
                Arguments.of(new MeanSquaredError(), y, second, (1e8 + 10001.0 * 10001.0) / 3,
                        new double[] {2e4 / 3, -20002 / 3.0, 0}),
                Arguments.of(new MeanAbsoluteError(), y, second, 20001 / 3.0, new double[] {1 / 3.0, -1 / 3.0, 0}),
                Arguments.of(new Huber(2), y, second, 2 * 19999 / 3.0, new double[] {2 / 3.0, -2 / 3.0, 0}),
                Arguments.of(new Hinge(), y, second, (10001 + 10001 + 1) / 3.0,
                        new double[] {1 / 3.0, -1 / 3.0, 1 / 3.0}));
    }

    /** At a kink: no slope for a perfect answer. */
    @Test
    void kinksAreFlat() {
        double[] dy = {9, 9};
        new MeanAbsoluteError().evaluate(1, 2, new double[] {1, 0}, new double[] {1, 0}, dy);
        assertThat(dy).containsExactly(0, 0);
        new Hinge().evaluate(1, 2, new double[] {1, -1}, new double[] {1, 0}, dy);
        assertThat(dy).containsExactly(0, 0);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Huber(0)).isInstanceOf(BadInputException.class).hasMessageContaining("delta");
        assertThatThrownBy(() -> new SoftmaxCrossEntropy(1, List.of())).hasMessageContaining("label_smoothing");
        assertThatThrownBy(() -> new SoftmaxCrossEntropy(0, List.of(1.0, -1.0))).hasMessageContaining("class_weights");
        assertThatThrownBy(() -> new SoftmaxCrossEntropy(0, List.of(1.0, 1.0)).requireOutputs(3))
                .hasMessage("softmax_cross_entropy: 2 class_weights do not fit the network's 3 outputs");
    }

    @Test
    void theGradientOfLogitsSumsToZero() {
        double[] dz = new double[3];
        new SoftmaxCrossEntropy().evaluate(1, 3, new double[] {0.3, -1, 2}, new double[] {0, 0, 1}, dz);
        assertThat(dz[0] + dz[1] + dz[2]).isCloseTo(0, within(4 * 0x1p-53));
    }
}
