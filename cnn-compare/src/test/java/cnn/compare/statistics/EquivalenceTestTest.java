package cnn.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EquivalenceTestTest {
    /** Hours of sleep gained, ten patients, in Student, The probable error of a mean, Biometrika 6 (1908). */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    private static final int SIMULATED = 4000;
    private static final int SEEDS = 10;

    /** R's t.test(extra, paired) on these gives t = 4.0621, p = 0.002833, and with conf.level 0.9 this interval. */
    @Test
    void agreesWithStudentsSleepers() {
        EquivalenceTest test = EquivalenceTest.of(SLEEP, 2.5, 0, 1);
        assertThat(test.mean()).isCloseTo(1.58, within(1e-12));
        assertThat(test.low()).isCloseTo(0.8669957, within(1e-6));
        assertThat(test.high()).isCloseTo(2.2930043, within(1e-6));
        assertThat(test.pDifference()).isCloseTo(0.002832890, within(1e-8));
    }

    @Test
    void theIntervalInsideTheMarginAndTheTwoTestsAreOne() {
        // 2.2930 is where the interval ends.
        assertThat(EquivalenceTest.of(SLEEP, 2.2931, 0, 1).equivalent()).isTrue();
        assertThat(EquivalenceTest.of(SLEEP, 2.2929, 0, 1).equivalent()).isFalse();
        assertThat(EquivalenceTest.of(negated(SLEEP), 2.2931, 0, 1).equivalent()).isTrue();
        assertThat(EquivalenceTest.of(negated(SLEEP), 2.2929, 0, 1).equivalent()).isFalse();
    }

    @Test
    void whatIsKnownToBeSmallIsNotDifferent() {
        assertThat(EquivalenceTest.of(SLEEP, 2.5, 0, 1).different()).isFalse();
        assertThat(EquivalenceTest.of(SLEEP, 1, 0, 1).different()).isTrue();
    }

    @Test
    void manyComparisonsAskForMoreEvidence() {
        assertThat(EquivalenceTest.of(SLEEP, 1, 0, 3).different()).isTrue();
        assertThat(EquivalenceTest.of(SLEEP, 1, 0, 4).different()).isFalse();
    }

    private static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    @Test
    void twoNoisySeedsAreNotEnough() {
        EquivalenceTest test = EquivalenceTest.of(new double[] {0.01, -0.01}, 0.02, 0.001, 1);
        assertThat(test.equivalent()).isFalse();
        assertThat(test.different()).isFalse();
    }

    @Test
    void noSpreadIsBelievedBelowTheResolution() {
        // Half the interval is 6.31 · 0.01 / √2 for two seeds.
        assertThat(EquivalenceTest.of(new double[2], 0.02, 0.01, 1).equivalent()).isFalse();
        assertThat(EquivalenceTest.of(new double[10], 0.02, 0.01, 1).equivalent()).isTrue();
        assertThat(EquivalenceTest.of(new double[] {0.5, 0.5}, 0.02, 0, 1).different()).isTrue();
    }

    @Test
    void fewerThanTwoSayNothing() {
        for (double[] few : new double[][] {{}, {0.001}}) {
            EquivalenceTest test = EquivalenceTest.of(few, 0.02, 0.001, 1);
            assertThat(test.equivalent()).isFalse();
            assertThat(test.different()).isFalse();
            assertThat(test.high()).isInfinite();
        }
    }

    /** The level is what it says: at the margin itself, one in twenty is called equivalent; far inside, nearly all are. */
    @Test
    void simulatedEnginesThatDifferByDeltaAreRarelyCalledEquivalent() {
        // Of 4,000 at 5%, more than 267 (or fewer than 139) have a probability of one in a million.
        assertThat(equivalents(0.02)).isBetween(139, 267);
        assertThat(equivalents(-0.02)).isBetween(139, 267);
        assertThat(equivalents(0)).isGreaterThan(SIMULATED * 9 / 10);
    }

    private static int equivalents(double trueDifference) {
        int count = 0;
        for (int i = 0; i < SIMULATED; i++) {
            count += simulated(i, trueDifference, 0.015, 1).equivalent() ? 1 : 0;
        }
        return count;
    }

    /** Seeds that spread so widely that nothing can be shown to be small. */
    @Test
    void simulatedEqualsAreRarelyCalledDifferent() {
        int different = 0;
        for (int i = 0; i < SIMULATED; i++) {
            different += simulated(i, 0, 0.1, 1).different() ? 1 : 0;
        }
        // Of 4,000 at 1%, more than 72 have a probability of one in a million.
        assertThat(different).isBetween(1, 72);
    }

    @Test
    void simulatedDifferencesAreFound() {
        int different = 0;
        for (int i = 0; i < SIMULATED; i++) {
            different += simulated(i, 0.05, 0.02, 6).different() ? 1 : 0;
        }
        assertThat(different).isGreaterThan(SIMULATED * 9 / 10);
    }

    private static EquivalenceTest simulated(int number, double mean, double deviation, int comparisons) {
        AddressedRandom random = new AddressedRandom(41);
        double[] differences = new double[SEEDS];
        Arrays.setAll(differences, i -> mean + deviation * random.normal(Purpose.TEST_DATA, number, 0, i));
        return EquivalenceTest.of(differences, 0.02, 0, comparisons);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> EquivalenceTest.of(SLEEP, 0, 0, 1)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> EquivalenceTest.of(SLEEP, 1, 0, 0)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> EquivalenceTest.of(new double[] {Double.NaN, 1}, 1, 0, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("numbers");
    }
}
