package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.KernelResult.normal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of batch normalisation, against their definitions. */
@Tag("lanes")
class NormalizationKernelsTest {
    private static final int[] PIXELS = {1, 2, 5, 16};
    private static final float[] FLOORS = {0, Float.NEGATIVE_INFINITY};
    private static final int CO = 5;

    private final float[] x = normal(1, 3 + 16 * BLOCK);
    private final float[] dy = normal(2, 8 + 16 * BLOCK);
    private final float[] mean = normal(3, CO + BLOCK);
    private final float[] scale = normal(4, CO + BLOCK);
    private final float[] shift = normal(5, CO + BLOCK);

    static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addSquares(Kernels kernels) {
        for (int pixels : PIXELS) {
            KernelResult sums = new KernelResult(2 + BLOCK);
            for (int l = 0; l < BLOCK; l++) {
                sums.start(2 + l, l);
                for (int p = 0; p < pixels; p++) {
                    double size = Math.abs(x[3 + p * BLOCK + l]) + Math.abs(mean[CO + l]);
                    sums.add(2 + l, distance(p, l) * distance(p, l), size * size);
                }
            }
            kernels.addSquares(x, 3, pixels, mean, CO, sums.values, 2);
            // Two for the factors, one for their product, one for each addition.
            sums.verify(3 + pixels);
        }
    }

    private double distance(int p, int l) {
        return (double) x[3 + p * BLOCK + l] - mean[CO + l];
    }

    private double sizeOfDistance(int p, int l) {
        return (double) Math.abs(x[3 + p * BLOCK + l]) + Math.abs(mean[CO + l]);
    }

    private double normalized(int p, int l) {
        return distance(p, l) * scale[CO + l] + shift[CO + l];
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void normalize(Kernels kernels) {
        for (int pixels : PIXELS) {
            for (float floor : FLOORS) {
                KernelResult y = new KernelResult(7 + pixels * BLOCK);
                for (int i = 0; i < pixels * BLOCK; i++) {
                    int l = i % BLOCK;
                    double size = sizeOfDistance(i / BLOCK, l) * Math.abs(scale[CO + l]) + Math.abs(shift[CO + l]);
                    y.add(7 + i, normalized(i / BLOCK, l), size);
                    y.floor(7 + i, floor);
                }
                kernels.normalize(x, 3, pixels, mean, scale, shift, CO, floor, y.values, 7);
                y.verify(3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void normalizeKeepsNaN(Kernels kernels) {
        float[] broken = x.clone();
        broken[3 + BLOCK + 6] = Float.NaN;
        float[] y = new float[2 * BLOCK];
        kernels.normalize(broken, 3, 2, mean, scale, shift, CO, 0, y, 0);
        assertThat(y[BLOCK + 6]).isNaN();
    }

    /** dy, or 0 where the floor was reached. Normal data stay farther from the floor than rounding reaches. */
    private double open(int p, int l, float floor) {
        return normalized(p, l) > floor ? dy[8 + p * BLOCK + l] : 0;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addNormalizeGradient(Kernels kernels) {
        for (int pixels : PIXELS) {
            for (float floor : FLOORS) {
                KernelResult sums = new KernelResult(2 + BLOCK);
                KernelResult products = new KernelResult(2 + BLOCK);
                for (int l = 0; l < BLOCK; l++) {
                    sums.start(2 + l, l);
                    products.start(2 + l, -l);
                    for (int p = 0; p < pixels; p++) {
                        double d = open(p, l, floor);
                        sums.add(2 + l, d);
                        products.add(2 + l, d * distance(p, l), Math.abs(d) * sizeOfDistance(p, l));
                    }
                }
                kernels.addNormalizeGradient(
                        x, 3, dy, 8, pixels, mean, scale, shift, CO, floor, sums.values, products.values, 2);
                sums.verify(pixels);
                products.verify(2 + pixels);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void normalizeBackward(Kernels kernels) {
        float[] factor = normal(6, CO + BLOCK);
        float[] offset = normal(7, CO + BLOCK);
        float[] slope = normal(8, CO + BLOCK);
        for (int pixels : PIXELS) {
            for (float floor : FLOORS) {
                KernelResult dx = new KernelResult(1 + pixels * BLOCK);
                for (int i = 0; i < pixels * BLOCK; i++) {
                    int p = i / BLOCK;
                    int l = i % BLOCK;
                    double d = open(p, l, floor);
                    double value = d - offset[CO + l] - distance(p, l) * slope[CO + l];
                    double size = Math.abs(d)
                            + Math.abs(offset[CO + l])
                            + sizeOfDistance(p, l) * Math.abs(slope[CO + l]);
                    dx.add(1 + i, factor[CO + l] * value, Math.abs(factor[CO + l]) * size);
                }
                kernels.normalizeBackward(
                        x, 3, dy, 8, pixels, mean, scale, shift, factor, offset, slope, CO, floor, dx.values, 1);
                // Distance, its product, two subtractions, the factor.
                dx.verify(5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void normalizeBackwardInGroups(Kernels kernels) {
        float[] factor = normal(6, CO + BLOCK);
        float[] offset = normal(7, CO + BLOCK);
        float[] slope = normal(8, CO + BLOCK);
        for (int pixels : PIXELS) {
            for (float floor : FLOORS) {
                KernelResult dx = new KernelResult(1 + pixels * BLOCK);
                for (int i = 0; i < pixels * BLOCK; i++) {
                    int p = i / BLOCK;
                    int l = i % BLOCK;
                    dx.add(1 + i, factor[CO + l] * open(p, l, floor));
                    dx.add(1 + i, -offset[CO + l]);
                    double size = sizeOfDistance(p, l) * Math.abs(slope[CO + l]);
                    dx.add(1 + i, -distance(p, l) * slope[CO + l], size);
                }
                kernels.normalizeBackwardInGroups(
                        x, 3, dy, 8, pixels, mean, scale, shift, factor, offset, slope, CO, floor, dx.values, 1);
                // Distance, its product, two subtractions.
                dx.verify(4);
            }
        }
    }
}
