package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.KernelResult.normal;
import static cnn.scratch.kernel.KernelResult.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels over stretches of memory, against their definitions, on lengths around every vector length. */
@Tag("lanes")
class ElementwiseKernelsTest {
    private static final int[] LENGTHS = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100};

    static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void relu(Kernels kernels) {
        for (int n : LENGTHS) {
            float[] x = whole(1, 5 + n);
            KernelResult y = new KernelResult(3 + n);
            for (int i = 0; i < n; i++) {
                y.add(3 + i, Math.max(x[5 + i], 0));
            }
            kernels.relu(x, 5, y.values, 3, n);
            y.verify(0);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void notANumberStays(Kernels kernels) {
        float[] x = normal(2, 40);
        x[3] = Float.NaN;
        x[39] = Float.NaN;
        float[] y = new float[40];
        kernels.relu(x, 0, y, 0, 40);
        assertThat(y[3]).isNaN();
        assertThat(y[39]).isNaN();
        float[] z = new float[40];
        kernels.sum(x, 0, normal(3, 40), 0, 0, z, 0, 40);
        assertThat(z[3]).isNaN();
        assertThat(z[39]).isNaN();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void reluBackward(Kernels kernels) {
        for (int n : LENGTHS) {
            float[] y = whole(4, 5 + n);
            float[] dy = normal(5, 2 + n);
            KernelResult dx = new KernelResult(7 + n);
            for (int i = 0; i < n; i++) {
                dx.add(7 + i, y[5 + i] > 0 ? dy[2 + i] : 0);
            }
            kernels.reluBackward(y, 5, dy, 2, dx.values, 7, n);
            dx.verify(0);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void add(Kernels kernels) {
        for (int n : LENGTHS) {
            float[] from = normal(6, 1 + n);
            float[] before = normal(7, n);
            KernelResult to = new KernelResult(5 + n);
            for (int i = 0; i < n; i++) {
                to.start(5 + i, before[i]);
                to.add(5 + i, from[1 + i]);
            }
            kernels.add(from, 1, to.values, 5, n);
            to.verify(1);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sum(Kernels kernels) {
        for (int n : LENGTHS) {
            for (float floor : new float[] {0, Float.NEGATIVE_INFINITY}) {
                float[] a = normal(8, 1 + n);
                float[] b = normal(9, 6 + n);
                KernelResult y = new KernelResult(5 + n);
                for (int i = 0; i < n; i++) {
                    y.add(5 + i, a[1 + i]);
                    y.add(5 + i, b[6 + i]);
                    y.floor(5 + i, floor);
                }
                kernels.sum(a, 1, b, 6, floor, y.values, 5, n);
                y.verify(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addPixels(Kernels kernels) {
        for (int pixels : new int[] {1, 2, 3, 4, 5, 17}) {
            float[] x = normal(10, 3 + pixels * BLOCK);
            float[] before = normal(11, BLOCK);
            KernelResult sums = new KernelResult(2 + BLOCK);
            for (int l = 0; l < BLOCK; l++) {
                sums.start(2 + l, before[l]);
                for (int p = 0; p < pixels; p++) {
                    sums.add(2 + l, x[3 + p * BLOCK + l]);
                }
            }
            kernels.addPixels(x, 3, pixels, sums.values, 2);
            sums.verify(pixels);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sgd(Kernels kernels) {
        for (int n : LENGTHS) {
            float[] g = normal(12, 3 + n);
            float[] before = normal(13, 3 + n);
            KernelResult p = new KernelResult(3 + n);
            for (int i = 3; i < 3 + n; i++) {
                p.start(i, before[i]);
                p.add(i, -0.3f * (double) g[i]);
            }
            kernels.sgd(p.values, g, 3, 3 + n, 0.3f);
            p.verify(2);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void momentum(Kernels kernels) {
        for (int n : LENGTHS) {
            float[] g = normal(14, 3 + n);
            float[] velocity = normal(15, 3 + n);
            float[] before = normal(16, 3 + n);
            KernelResult v = new KernelResult(3 + n);
            KernelResult p = new KernelResult(3 + n);
            for (int i = 3; i < 3 + n; i++) {
                v.start(i, 0);
                v.values[i] = velocity[i];
                v.add(i, 0.9f * (double) velocity[i]);
                v.add(i, g[i]);
                p.start(i, before[i]);
                p.add(i, -0.3f * v.expected(i), 0.3f * v.terms(i));
            }
            kernels.momentum(p.values, g, v.values, 3, 3 + n, 0.3f, 0.9f);
            v.verify(2);
            p.verify(4);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adam(Kernels kernels) {
        Kernels.AdamStep step = new Kernels.AdamStep(0.3f, 0.8f, 0.2f, 0.7f, 0.3f, 1.5f, 0.01f);
        for (int n : LENGTHS) {
            float[] g = normal(17, 3 + n);
            float[] m0 = normal(18, 3 + n);
            float[] v0 = normal(19, 3 + n);
            float[] before = normal(20, 3 + n);
            KernelResult m = new KernelResult(3 + n);
            KernelResult v = new KernelResult(3 + n);
            KernelResult p = new KernelResult(3 + n);
            for (int i = 3; i < 3 + n; i++) {
                m.add(i, step.beta1() * (double) m0[i]);
                m.add(i, step.keep1() * (double) g[i]);
                v.add(i, step.beta2() * (double) Math.abs(v0[i]));
                v.add(i, step.keep2() * (double) g[i] * g[i]);
                double divisor = Math.sqrt(v.expected(i) * step.correction()) + step.epsilon();
                p.start(i, before[i]);
                p.add(i, -step.rate() * m.expected(i) / divisor, step.rate() * m.terms(i) / divisor);
                m.values[i] = m0[i];
                v.values[i] = Math.abs(v0[i]);
            }
            kernels.adam(p.values, g, m.values, v.values, 3, 3 + n, step);
            m.verify(2);
            v.verify(3);
            // m: 2, rate: 1, v: 3, correction: 1, root: 1, ε: 1, the division and the subtraction.
            p.verify(11);
        }
    }
}
