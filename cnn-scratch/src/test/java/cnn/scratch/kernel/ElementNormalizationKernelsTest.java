package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.KernelResult.normal;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of layer normalisation, against their definitions, on lengths around every vector length. */
@Tag("lanes")
class ElementNormalizationKernelsTest {
    private static final int[] LENGTHS = {1, 7, 15, 16, 17, 33, 64, 100};
    private static final float MEAN = 0.3f;
    private static final float SCALE = 1.7f;

    private final float[] x = normal(1, 103);
    private final float[] dy = normal(2, 108);
    private final float[] gamma = normal(3, 105);
    private final float[] beta = normal(4, 105);

    static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    private double distance(int i) {
        return (double) x[3 + i] - MEAN;
    }

    private double size(int i) {
        return (double) Math.abs(x[3 + i]) + MEAN;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void normalize(Kernels kernels) {
        for (int n : LENGTHS) {
            KernelResult y = new KernelResult(7 + n);
            for (int i = 0; i < n; i++) {
                double factor = SCALE * (double) gamma[5 + i];
                y.add(7 + i, distance(i) * factor, size(i) * Math.abs(factor));
                y.add(7 + i, beta[5 + i]);
            }
            kernels.normalizeElements(x, 3, MEAN, SCALE, gamma, beta, 5, n, y.values, 7);
            y.verify(4);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addGradient(Kernels kernels) {
        for (int n : LENGTHS) {
            KernelResult dgamma = new KernelResult(5 + n);
            KernelResult dbeta = new KernelResult(5 + n);
            KernelResult sums = new KernelResult(2 * BLOCK);
            for (int l = 0; l < BLOCK; l++) {
                sums.start(l, l);
                sums.start(BLOCK + l, -l);
            }
            for (int i = 0; i < n; i++) {
                double d = dy[8 + i];
                dgamma.start(5 + i, i);
                dgamma.add(5 + i, d * distance(i) * SCALE, Math.abs(d) * size(i) * SCALE);
                dbeta.start(5 + i, -i);
                dbeta.add(5 + i, d);
                double g = d * gamma[5 + i];
                sums.add(i % BLOCK, g);
                sums.add(BLOCK + i % BLOCK, g * distance(i), Math.abs(g) * size(i));
            }
            kernels.addElementGradient(
                    x, 3, dy, 8, MEAN, SCALE, gamma, 5, n, dgamma.values, dbeta.values, sums.values, 0, BLOCK);
            dgamma.verify(4);
            dbeta.verify(1);
            // Distance and two products, then an addition for each pixel.
            sums.verify(4 + n / BLOCK + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void backward(Kernels kernels) {
        float offset = 0.2f;
        float slope = -0.4f;
        for (int n : LENGTHS) {
            KernelResult dx = new KernelResult(1 + n);
            for (int i = 0; i < n; i++) {
                dx.add(1 + i, SCALE * (double) gamma[5 + i] * dy[8 + i]);
                dx.add(1 + i, -SCALE * (double) offset);
                dx.add(1 + i, -SCALE * distance(i) * slope, SCALE * size(i) * Math.abs(slope));
            }
            kernels.elementsBackward(x, 3, dy, 8, MEAN, SCALE, offset, slope, gamma, 5, n, dx.values, 1);
            dx.verify(5);
        }
    }
}
