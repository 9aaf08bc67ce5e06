package cnn.scratch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Precision;
import java.util.Arrays;

/**
 * An array that a kernel writes to, full of 666.666, with what a definition says about each element: its value,
 * computed in double, and the sum of its terms' absolute values, which the error bound γ_n·Σ|terms| multiplies (Higham,
 * <em>Accuracy and Stability of Numerical Algorithms</em>, section 3.1). Elements that nothing is said about must be
 * left alone.
 */
final class KernelResult {
    private static final float POISON = 666.666f;
    /** Behind the last element that is expected, for kernels that write too far. */
    private static final int MARGIN = 64;

    final float[] values;
    private final double[] expected;
    private final double[] terms;
    private final boolean[] said;

    KernelResult(int length) {
        values = new float[length + MARGIN];
        Arrays.fill(values, POISON);
        expected = new double[values.length];
        terms = new double[values.length];
        said = new boolean[values.length];
    }

    /** A kernel will set this element: its value is the sum of what is added after this. */
    KernelResult sum(int index) {
        said[index] = true;
        return this;
    }

    /** A kernel will add to this element, which now holds {@code value}. */
    void start(int index, float value) {
        values[index] = value;
        add(index, value);
    }

    /** One more term of an element. */
    void add(int index, double term) {
        add(index, term, Math.abs(term));
    }

    /** A term that is itself a sum, of absolute terms {@code size}. */
    void add(int index, double term, double size) {
        said[index] = true;
        expected[index] += term;
        terms[index] += size;
    }

    double expected(int index) {
        return expected[index];
    }

    /** Σ|terms| of an element. */
    double terms(int index) {
        return terms[index];
    }

    /** Applies max(·, floor) to an element; the maximum moves no further than its argument. */
    void floor(int index, double floor) {
        expected[index] = Math.max(expected[index], floor);
    }

    /** @param roundings on the longest way from a term to its element; 0 if the result must be exact */
    void verify(int roundings) {
        double nu = roundings * Precision.FLOAT32.unitRoundoff();
        double gamma = nu / (1 - nu);
        int checked = 0;
        for (int i = 0; i < values.length; i++) {
            if (!said[i]) {
                assertThat(values[i]).as("element %d, which is not the kernel's", i).isEqualTo(POISON);
                continue;
            }
            checked++;
            // Products that underflow lose up to the smallest number there is.
            double bound = gamma * terms[i] + (roundings == 0 ? 0 : Float.MIN_VALUE);
            assertThat(Math.abs(values[i] - expected[i]))
                    .as("element %d is %s, by definition %s", i, values[i], expected[i])
                    .isLessThanOrEqualTo(bound);
        }
        assertThat(checked).as("elements checked").isPositive();
    }

    /** Normal numbers, the same every time. */
    static float[] normal(int which, int length) {
        AddressedRandom random = new AddressedRandom(7);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.normal(Purpose.TEST_DATA, 0, which, i);
        }
        return values;
    }

    /** Small whole numbers: ties and zeros. */
    static float[] whole(int which, int length) {
        float[] values = normal(which, length);
        for (int i = 0; i < length; i++) {
            values[i] = (float) Math.rint(values[i]);
        }
        return values;
    }
}
