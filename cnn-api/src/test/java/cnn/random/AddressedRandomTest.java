package cnn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Statistics of fixed seeds: they cannot fail by chance. Limits are five standard errors. */
class AddressedRandomTest {
    private static final int DRAWS = 100_000;

    private final AddressedRandom random = new AddressedRandom(42);

    @Test
    void everyPartOfTheAddressCounts() {
        Set<Long> seen = new HashSet<>();
        seen.add(random.bits(Purpose.SHUFFLE, 1, 2, 3));
        seen.add(random.bits(Purpose.SPLIT, 1, 2, 3));
        seen.add(random.bits(Purpose.SHUFFLE, 2, 2, 3));
        seen.add(random.bits(Purpose.SHUFFLE, 1, 3, 3));
        seen.add(random.bits(Purpose.SHUFFLE, 1, 2, 4));
        seen.add(random.bits(Purpose.SHUFFLE, 1, 2, 3 + (1L << 32)));
        seen.add(new AddressedRandom(43).bits(Purpose.SHUFFLE, 1, 2, 3));
        assertThat(seen).hasSize(7);
        assertThat(new AddressedRandom(42).bits(Purpose.SHUFFLE, 1, 2, 3))
                .isEqualTo(random.bits(Purpose.SHUFFLE, 1, 2, 3));
    }

    @Test
    void uniformHasTheMomentsOfTheUnitInterval() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double u = random.uniform(Purpose.TEST_DATA, 0, 0, i);
            assertThat(u >= 0 && u < 1).isTrue();
            sum += u;
            squares += (u - 0.5) * (u - 0.5);
        }
        assertThat(sum / DRAWS).isCloseTo(0.5, within(5 * Math.sqrt(1 / 12.0 / DRAWS)));
        assertThat(squares / DRAWS).isCloseTo(1 / 12.0, within(5 * Math.sqrt(1 / 180.0 / DRAWS)));
    }

    @Test
    void normalHasTheMomentsOfTheNormalDistribution() {
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        for (int i = 0; i < DRAWS; i++) {
            double z = random.normal(Purpose.TEST_DATA, 0, 0, i);
            sum += z;
            squares += z * z;
            fourths += z * z * z * z;
        }
        // The variances of z, z² and z⁴ are 1, 2 and 105 - 9 = 96.
        assertThat(sum / DRAWS).isCloseTo(0, within(5 * Math.sqrt(1.0 / DRAWS)));
        assertThat(squares / DRAWS).isCloseTo(1, within(5 * Math.sqrt(2.0 / DRAWS)));
        assertThat(fourths / DRAWS).isCloseTo(3, within(5 * Math.sqrt(96.0 / DRAWS)));
    }

    @Test
    void aPermutationHoldsEveryNumberOnce() {
        for (int n : new int[] {1, 2, 3, 100, 10_000}) {
            int[] order = random.permutation(Purpose.SHUFFLE, 0, n);
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < n; i++) {
                assertThat(sorted[i]).isEqualTo(i);
            }
        }
        assertThat(random.permutation(Purpose.SHUFFLE, 0, 100))
                .isNotEqualTo(random.permutation(Purpose.SHUFFLE, 1, 100));
    }

    @Test
    void everyPermutationIsEquallyLikely() {
        int times = 24_000;
        int[] counts = new int[24];
        for (int step = 0; step < times; step++) {
            int[] order = random.permutation(Purpose.SHUFFLE, step, 4);
            int number = 0;
            for (int i = 0; i < 4; i++) {
                int smaller = 0;
                for (int j = i + 1; j < 4; j++) {
                    smaller += order[j] < order[i] ? 1 : 0;
                }
                number = number * (4 - i) + smaller;
            }
            counts[number]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 1000.0) * (count - 1000.0) / 1000.0;
        }
        // 23 degrees of freedom: mean 23, standard deviation √46.
        assertThat(chiSquare).isLessThan(23 + 5 * Math.sqrt(46));
    }
}
