package cnn.scratch.kernel;

import static cnn.scratch.kernel.KernelResult.normal;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Activations against their definitions in double. Each is made of an exponential, good to 2 roundings, and of some
 * more operations; what is counted here is the longest way through them, relative to the result, or to the sum of its
 * terms where it has several.
 */
@Tag("lanes")
class ActivationKernelsTest {
    private static final int N = 100;

    static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    /** Numbers of every size, of both signs; the length is no multiple of any vector's. */
    private static float[] numbers() {
        float[] x = new float[2 * N + 1];
        for (int i = 0; i < N; i++) {
            x[2 * i] = (float) Math.scalb(1 + i * 0.009, i / 4 - 17);
            x[2 * i + 1] = -x[2 * i];
        }
        return x;
    }

    private static double erfc(double z) {
        if (z < 2.5) {
            double sum = 0;
            double term = z;
            for (int k = 0; k < 60; k++) {
                sum += term / (2 * k + 1);
                term *= -z * z / (k + 1);
            }
            return 1 - 2 / Math.sqrt(Math.PI) * sum;
        }
        // The continued fraction of Abramowitz and Stegun 7.1.14.
        double fraction = z;
        for (int k = 60; k > 0; k--) {
            fraction = z + k / 2.0 / fraction;
        }
        return Math.exp(-z * z) / Math.sqrt(Math.PI) / fraction;
    }

    private static double phi(double x) {
        double tail = erfc(Math.abs(x) / Math.sqrt(2)) / 2;
        return x < 0 ? tail : 1 - tail;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double twiceU(double x) {
        return 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    private static double value(Activation f, double a, double x) {
        return switch (f) {
            case LEAKY_RELU -> x > 0 ? x : a * x;
            case ELU -> x > 0 ? x : a * Math.expm1(x);
            case GELU -> x * phi(x);
            case GELU_TANH -> x * sigmoid(twiceU(x));
            case SILU -> x * sigmoid(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case SIGMOID -> sigmoid(x);
            case TANH -> Math.tanh(x);
        };
    }

    /** The derivative, from x or y, and the sum of its absolute terms. */
    private static double[] slope(Activation f, double a, double x) {
        return switch (f) {
            case LEAKY_RELU -> one(x > 0 ? 1 : a);
            case ELU -> one(x > 0 ? 1 : a * Math.exp(x));
            case GELU -> two(phi(x), x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
            case GELU_TANH -> {
                double s = sigmoid(twiceU(x));
                double bend = 2 * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
                yield two(s, s * x * sigmoid(-twiceU(x)) * bend);
            }
            case SILU -> two(sigmoid(x), sigmoid(x) * x * sigmoid(-x));
            case SOFTPLUS -> one(sigmoid(x));
            case SIGMOID -> two(x, -x * x);
            case TANH -> two(1, -x * x);
        };
    }

    private static double[] one(double term) {
        return new double[] {term, Math.abs(term)};
    }

    private static double[] two(double a, double b) {
        return new double[] {a + b, Math.abs(a) + Math.abs(b)};
    }

    /** Roundings on the longest way; an error in an exponent is one of the power, relatively. */
    private static double roundings(Activation f, double x) {
        return switch (f) {
            case LEAKY_RELU -> 1;
            case ELU, SIGMOID, SILU, SOFTPLUS -> 8;
            case TANH -> 10;
            case GELU -> 14;
            case GELU_TANH -> 12 + 4 * Math.abs(twiceU(x));
        };
    }

    private static void near(String what, float actual, double expected, double terms, double roundings) {
        double nu = roundings * Precision.FLOAT32.unitRoundoff();
        // Where the result, or the exponential in it, underflows, an error of a few smallest numbers is right.
        double bound = nu * terms + 4 * Float.MIN_NORMAL;
        assertThat(Math.abs(actual - expected)).as("%s: %s, not %s", what, actual, expected).isLessThanOrEqualTo(bound);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void activate(Kernels kernels) {
        float[] x = numbers();
        float[] dy = normal(3, x.length);
        for (Activation f : Activation.values()) {
            float a = f == Activation.LEAKY_RELU ? 0.125f : 0.75f;
            float[] y = new float[x.length + 3];
            kernels.activate(f, a, x, 0, y, 2, x.length);
            float[] dx = new float[x.length + 3];
            float[] v = f.slopeFromOutput() ? Arrays.copyOfRange(y, 2, 2 + x.length) : x;
            kernels.activateBackward(f, a, v, 0, dy, 0, dx, 1, x.length);
            for (int i = 0; i < x.length; i++) {
                double n = roundings(f, x[i]);
                double value = value(f, a, x[i]);
                near(f + " of " + x[i], y[2 + i], value, Math.abs(value), n);
                double[] slope = slope(f, a, v[i]);
                double d = dy[i];
                near(f + "' of " + x[i], dx[1 + i], d * slope[0], Math.abs(d) * slope[1], n + 4);
            }
            assertThat(new float[] {y[0], y[1], y[x.length + 2]}).containsOnly(0);
            assertThat(new float[] {dx[0], dx[x.length + 1]}).containsOnly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void notANumberStays(Kernels kernels) {
        float[] x = normal(2, 40);
        x[3] = Float.NaN;
        x[39] = Float.NaN;
        for (Activation f : Activation.values()) {
            float[] y = new float[40];
            kernels.activate(f, 0.5f, x, 0, y, 0, 40);
            assertThat(new float[] {y[3], y[39]}).containsOnly(Float.NaN);
            assertThat(y[4]).isFinite();
        }
        float[] y = new float[40];
        kernels.exp(x, 0, 0, y, 0, 40);
        assertThat(new float[] {y[3], y[39]}).containsOnly(Float.NaN);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void exp(Kernels kernels) {
        for (float[] x : new float[][] {numbers(), normal(4, 50)}) {
            float[] y = new float[x.length];
            kernels.exp(x, 0, 0.25f, y, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                double expected = Math.exp((double) x[i] - 0.25);
                if (expected > Float.MAX_VALUE) {
                    assertThat(y[i]).isEqualTo(Float.POSITIVE_INFINITY);
                } else {
                    near("e^" + x[i], y[i], expected, expected, 3 + Math.abs(x[i]));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void inverseThreeQuarters(Kernels kernels) {
        float[] x = normal(6, 41);
        float[] y = new float[41];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.abs(x[i]) + 0.01f;
        }
        kernels.inverseThreeQuarters(x, 0, y, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            double expected = Math.pow(x[i], -0.75);
            // Two roots, half of the first one's error in the second, the product, the division.
            near(x[i] + "^-3/4", y[i], expected, expected, 4.5);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void mask(Kernels kernels) {
        float[] x = normal(5, 40);
        x[7] = Float.NaN;
        x[38] = Float.POSITIVE_INFINITY;
        float[] factors = new float[40];
        for (int i = 0; i < 40; i++) {
            factors[i] = i % 3 == 0 ? 1.25f : 0;
        }
        float[] y = new float[40];
        kernels.mask(x, 0, factors, 0, y, 0, 40);
        for (int i = 0; i < 40; i++) {
            assertThat(y[i]).isEqualTo(i % 3 == 0 ? x[i] * 1.25f : 0f);
        }
    }
}
