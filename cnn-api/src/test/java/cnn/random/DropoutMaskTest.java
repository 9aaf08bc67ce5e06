package cnn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DropoutMaskTest {
    private static final int COUNT = 100_000;

    private static DropoutMask mask(long step, int layer, double rate) {
        return new DropoutMask(7, step, layer, rate);
    }

    private static long kept(DropoutMask mask) {
        return LongStream.range(0, COUNT).filter(mask::keeps).count();
    }

    /** Six standard deviations of a binomial count. */
    @Test
    void dropsTheShareThatTheRateSays() {
        for (double rate : new double[] {0.1, 0.5, 0.9}) {
            double slack = 6 * Math.sqrt(COUNT * rate * (1 - rate));
            assertThat((double) kept(mask(3, 2, rate))).isCloseTo(COUNT * (1 - rate), within(slack));
        }
        assertThat(kept(mask(3, 2, 0))).isEqualTo(COUNT);
    }

    @Test
    void runsOfAnyStartAgreeWithSingleElements() {
        DropoutMask mask = mask(5, 1, 0.5);
        for (int first : new int[] {0, 1, 6, 7}) {
            double[] doubles = new double[12];
            float[] floats = new float[12];
            mask.factors(first, 11, doubles, 1);
            mask.factors(first, 11, floats, 1);
            for (int i = 0; i < 11; i++) {
                assertThat(doubles[1 + i]).isEqualTo(mask.keeps(first + i) ? 2.0 : 0.0);
                assertThat(floats[1 + i]).isEqualTo(mask.keeps(first + i) ? 2f : 0f);
            }
        }
    }

    @Test
    void manyAtATimeAreTheSame() {
        long[] scratch = DropoutMask.scratch();
        for (double rate : new double[] {0, 0.25, 0.5}) {
            for (long first : new long[] {0, 1, 510, (1L << 33) - 3}) {
                for (int count : new int[] {1, 2, 511, 512, 513, 1500}) {
                    DropoutMask mask = new DropoutMask(-7, 5_000_000_000L, 3, rate);
                    float[] expected = new float[count + 2];
                    float[] actual = new float[count + 2];
                    mask.factors(first, count, expected, 1);
                    mask.factors(first, count, actual, 1, scratch);
                    assertThat(actual).isEqualTo(expected);
                }
            }
        }
    }

    /** Two masks with a rate of a half agree in about half of the elements, not in all and not in none. */
    @Test
    void stepsLayersAndSeedsHaveMasksOfTheirOwn() {
        DropoutMask one = mask(5, 1, 0.5);
        for (DropoutMask other : new DropoutMask[] {mask(6, 1, 0.5), mask(5, 2, 0.5), new DropoutMask(8, 5, 1, 0.5)}) {
            long agree = LongStream.range(0, COUNT)
                    .filter(i -> one.keeps(i) == other.keeps(i))
                    .count();
            assertThat((double) agree).isCloseTo(COUNT / 2.0, within(6 * Math.sqrt(COUNT) / 2));
        }
    }
}
