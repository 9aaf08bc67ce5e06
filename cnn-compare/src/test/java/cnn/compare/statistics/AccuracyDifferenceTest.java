package cnn.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccuracyDifferenceTest {
    private static boolean[] right(String marks) {
        boolean[] right = new boolean[marks.length()];
        for (int i = 0; i < right.length; i++) {
            right[i] = marks.charAt(i) == '1';
        }
        return right;
    }

    /**
     * Accuracies 0.75 and 0.5 against 0.25 twice: D = 3/8, var(a)/2 = 1/64, var(b) = 0. d = ½, 1, 1, -1 has the variance
     * 43/48, by four pictures 43/192. SE² = 23/96; freedom (23/96)² / ((1/64)² + (43/192)²/3) = 3.3838; t = 0.76613.
     */
    @Test
    void theFormulaByHand() {
        List<boolean[]> first = List.of(right("1110"), right("0110"));
        List<boolean[]> second = List.of(right("0001"), right("0001"));
        AccuracyDifference found = AccuracyDifference.of(first, second);
        assertThat(found.difference()).isEqualTo(0.375);
        assertThat(found.seedError()).isCloseTo(1 / 8.0, within(1e-15));
        assertThat(found.pictureError()).isCloseTo(Math.sqrt(43 / 192.0), within(1e-15));
        // The density of Student's t with 3.3838 degrees of freedom integrated by Simpson's rule.
        assertThat(found.pValue()).isCloseTo(0.493516, within(1e-6));
        assertThat((found.high() + found.low()) / 2).isCloseTo(0.375, within(1e-12));
    }

    @Test
    void whoeverIsTheFirst() {
        List<boolean[]> one = List.of(right("1110111011"), right("0110101110"));
        List<boolean[]> other = List.of(right("0101001001"), right("0001011001"), right("1001011000"));
        AccuracyDifference there = AccuracyDifference.of(one, other);
        AccuracyDifference back = AccuracyDifference.of(other, one);
        assertThat(back.difference()).isCloseTo(-there.difference(), within(1e-15));
        assertThat(back.low()).isCloseTo(-there.high(), within(1e-12));
        assertThat(back.pValue()).isCloseTo(there.pValue(), within(1e-12));
        AccuracyDifference same = AccuracyDifference.of(one, one);
        assertThat(same.difference()).isZero();
        assertThat(same.pValue()).isEqualTo(1);
        List<boolean[]> all = List.of(right("11"), right("11"));
        assertThat(AccuracyDifference.of(all, all).pValue()).isEqualTo(1);
        assertThat(AccuracyDifference.of(all, List.of(right("00"), right("00"))).pValue()).isZero();
    }

    /**
     * Networks that do not differ, with pictures that are easy or hard, seeds that are good or bad, and chance besides: of
     * 2,000 intervals at least 95% hold 0, but for five standard errors, 0.95 - 5·√(0.95·0.05/2000) = 0.926.
     */
    @Test
    void theIntervalHoldsWhatItPromises() {
        Random random = new Random(5);
        int held = 0;
        int trials = 2000;
        for (int k = 0; k < trials; k++) {
            double[] easy = random.doubles(200, -0.5, 1.5).toArray();
            double[] taste = random.doubles(200, -0.3, 0.3).toArray();
            AccuracyDifference found =
                    AccuracyDifference.of(answers(random, easy, taste, 1), answers(random, easy, taste, -1));
            held += found.low() <= 0 && found.high() >= 0 ? 1 : 0;
        }
        assertThat(held / (double) trials).isBetween(0.926, 1.0);
    }

    /** Five seeds; some pictures suit the first network, others the second. */
    private static List<boolean[]> answers(Random random, double[] easy, double[] taste, int sign) {
        return IntStream.range(0, 5)
                .mapToObj(s -> {
                    double good = 0.05 * random.nextGaussian();
                    boolean[] right = new boolean[easy.length];
                    for (int p = 0; p < right.length; p++) {
                        right[p] = random.nextDouble() < easy[p] + sign * taste[p] + good;
                    }
                    return right;
                })
                .toList();
    }

    @Test
    void badInputIsRefused() {
        List<boolean[]> two = List.of(right("10"), right("11"));
        assertThatThrownBy(() -> AccuracyDifference.of(two, List.of(right("10"))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("at least two of each, got 2 and 1");
        assertThatThrownBy(() -> AccuracyDifference.of(two, List.of(right("101"), right("101"))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the same pictures");
    }
}
