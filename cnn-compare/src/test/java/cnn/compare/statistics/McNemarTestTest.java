package cnn.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.result.PairedTest;
import cnn.error.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTestTest {
    /** The worked example of M. P. Fay's R package exact2x2 (vignette on McNemar's exact test): b = 2, c = 9. */
    @Test
    void agreesWithFaysExample() {
        assertThat(McNemarTest.pValue(2, 9)).isCloseTo(0.06543, within(0.000005));
    }

    /** By hand: 2 · Σ_{k ≤ min} C(n, k) / 2ⁿ. */
    @ParameterizedTest
    @CsvSource({"2, 9, 134, 2048", "0, 10, 2, 1024", "10, 0, 2, 1024", "1, 4, 12, 32", "0, 1, 2, 2", "3, 5, 186, 256"})
    void agreesWithCountingByHand(int b, int c, double numerator, double denominator) {
        assertThat(McNemarTest.pValue(b, c)).isCloseTo(numerator / denominator, within(1e-12));
    }

    @Test
    void anEvenSplitAndNoSplitAreNoEvidence() {
        assertThat(McNemarTest.pValue(7, 7)).isEqualTo(1);
        assertThat(McNemarTest.pValue(0, 0)).isEqualTo(1);
    }

    @Test
    void largeCountsStayInRange() {
        assertThat(McNemarTest.pValue(90_000, 10_000)).isBetween(0.0, 1e-300);
        assertThat(McNemarTest.pValue(50_000, 50_001)).isCloseTo(1, within(1e-9));
    }

    @Test
    void countsOnlyImagesThatOneOfTheTwoGotRight() {
        int[] labels = {0, 1, 0, 1, 0, 1, 2};
        int[] first = {0, 1, 0, 0, 1, 1, 0};
        int[] second = {0, 0, 1, 0, 0, 0, 1};
        PairedTest test = McNemarTest.compare("scratch", first, "dl4j", second, labels);
        assertThat(test).isEqualTo(new PairedTest("scratch", "dl4j", 3, 1, 0.625));
        assertThat(test.differ()).isFalse();
    }

    @Test
    void answersToDifferentImagesAreRefused() {
        assertThatThrownBy(() -> McNemarTest.compare("a", new int[3], "b", new int[2], new int[3]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("b 2");
        assertThatThrownBy(() -> McNemarTest.pValue(-1, 2)).isInstanceOf(BadInputException.class);
    }
}
