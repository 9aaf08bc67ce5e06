package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.PANEL;
import static cnn.scratch.kernel.Kernels.ROWS;
import static cnn.scratch.kernel.KernelResult.normal;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels that sum products, against their definitions: inner and outer products, depthwise sums and their
 * gradient.
 */
@Tag("lanes")
class ProductKernelsTest {
    private static final int[] WIDTHS = {BLOCK, PANEL};
    private static final int[] ROW_PLACES = {-1, 5, 12, 300, 7, 7, 64, 129, 2, 40};

    static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    private static Stream<Runs> runs() {
        return Stream.of(
                Runs.single(1),
                Runs.single(37),
                new Runs(new int[] {30, 2, 64}, new int[] {16, 4, 2}),
                new Runs(new int[] {0, 20, 55}, new int[] {16, 3, 1}),
                new Runs(new int[] {9, 3}, new int[] {48, 2}),
                new Runs(new int[] {}, new int[] {}));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void product(Kernels kernels) {
        runs().forEach(runs -> {
            for (int width : WIDTHS) {
                for (int gap : new int[] {Kernels.POINT, 3 * BLOCK * ROWS}) {
                    product(kernels, runs, width, gap);
                }
            }
        });
    }

    private static void product(Kernels kernels, Runs runs, int width, int gap) {
        int ao = 11;
        int bo = 3;
        int to = 5;
        float[] a = normal(1, 500);
        float[] b = normal(2, bo + runs.elements() * width + Kernels.SLACK);
        KernelResult tile = new KernelResult(to + gap + ROWS * BLOCK);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < width; j++) {
                int at = to + j / BLOCK * gap + BLOCK * i + j % BLOCK;
                tile.sum(at);
                for (int r = 0, q = 0; r < runs.start().length; r++) {
                    for (int k = 0; k < runs.length()[r]; k++, q++) {
                        int p = ao + ROW_PLACES[1 + i] + runs.start()[r] + k;
                        tile.add(at, (double) a[p] * b[bo + q * width + j]);
                    }
                }
            }
        }
        kernels.product(a, ao, ROW_PLACES, 1, runs, b, bo, width, tile.values, to, gap);
        tile.verify(runs.elements());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productOfNeighbours(Kernels kernels) {
        for (int width : WIDTHS) {
            for (int n : new int[] {1, 3, 16, 17, 40}) {
                float[] a = normal(11, 3 + 3 * 200 + 8 * BLOCK);
                float[] b = normal(12, 7 + n * width + Kernels.SLACK);
                KernelResult to = new KernelResult(5 + 300 + ROWS * BLOCK);
                for (int i = 0; i < ROWS; i++) {
                    for (int j = 0; j < width; j++) {
                        for (int k = 0; k < n; k++) {
                            int p = 3 + BLOCK * i + k / BLOCK * 200 + k % BLOCK;
                            to.add(5 + 300 * (j / BLOCK) + BLOCK * i + j % BLOCK, (double) a[p] * b[7 + k * width + j]);
                        }
                    }
                }
                kernels.productOfNeighbours(a, 3, 200, n, b, 7, width, to.values, 5, 300);
                to.verify(n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void outer(Kernels kernels) {
        int[][] extents = {{1, 1}, {1, 9}, {3, 1}, {4, 7}, {2, 8}};
        for (int width : WIDTHS) {
            for (int[] extent : extents) {
                outer(kernels, ROWS, extent[0], extent[1], width);
                outer(kernels, 9, extent[0], extent[1], width);
            }
        }
    }

    /** @param inputs 8, or 9 for the kernel of that many */
    private static void outer(Kernels kernels, int inputs, int rows, int steps, int width) {
        int ao = 13;
        int aRow = 40;
        int aStep = 3;
        int bo = 2;
        int bRow = 170;
        int bStep = BLOCK + 1;
        int bBlock = 800;
        int so = 6;
        float[] a = normal(3, 300);
        float[] b = normal(4, 1700);
        KernelResult sums = new KernelResult(so + inputs * width);
        float[] before = normal(5, inputs * width);
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < width; j++) {
                int at = so + i * width + j;
                sums.start(at, before[i * width + j]);
                for (int r = 0; r < rows; r++) {
                    for (int s = 0; s < steps; s++) {
                        int q = bo + r * bRow + s * bStep + j / BLOCK * bBlock + j % BLOCK;
                        sums.add(at, (double) a[ao + r * aRow + s * aStep + i] * b[q]);
                    }
                }
            }
        }
        if (inputs == ROWS) {
            kernels.outer(a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums.values, so);
        } else {
            kernels.outerOfNine(a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums.values, so);
        }
        sums.verify(rows * steps + 1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void depthwise(Kernels kernels) {
        for (int taps : new int[] {0, 1, 2, 9, 25}) {
            int[] offsets = new int[taps];
            int[] weights = new int[taps];
            Arrays.setAll(offsets, t -> t * 7);
            Arrays.setAll(weights, t -> (taps - 1 - t) * BLOCK);
            float[] x = normal(6, 600);
            float[] w = normal(7, 9 + taps * BLOCK);
            int xo = 4;
            int to = 7;
            KernelResult tile = new KernelResult(to + ROWS * BLOCK);
            for (int i = 0; i < ROWS; i++) {
                for (int l = 0; l < BLOCK; l++) {
                    int at = to + BLOCK * i + l;
                    tile.sum(at);
                    for (int t = 0; t < taps; t++) {
                        tile.add(at, (double) x[xo + ROW_PLACES[2 + i] + offsets[t] + l] * w[9 + weights[t] + l]);
                    }
                }
            }
            kernels.depthwise(x, xo, ROW_PLACES, 2, offsets, w, 9, weights, tile.values, to);
            tile.verify(taps);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void depthwiseOfNeighbours(Kernels kernels) {
        for (int taps : new int[] {0, 1, 9}) {
            int[] offsets = new int[taps];
            int[] weights = new int[taps];
            Arrays.setAll(offsets, t -> t * 11);
            Arrays.setAll(weights, t -> (taps - 1 - t) * BLOCK);
            float[] x = normal(13, 300);
            float[] w = normal(14, 9 + taps * BLOCK);
            KernelResult tile = new KernelResult(7 + ROWS * BLOCK);
            for (int k = 0; k < ROWS * BLOCK; k++) {
                tile.sum(7 + k);
                for (int t = 0; t < taps; t++) {
                    tile.add(7 + k, (double) x[4 + k + offsets[t]] * w[9 + weights[t] + k % BLOCK]);
                }
            }
            kernels.depthwiseOfNeighbours(x, 4, offsets, w, 9, weights, tile.values, 7);
            tile.verify(taps);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void depthwiseGradient(Kernels kernels) {
        int[] offsets = new int[Kernels.DEPTHWISE_TAPS + 2];
        Arrays.setAll(offsets, t -> 5 * t);
        for (int[] extent : new int[][] {{1, 1}, {2, 5}, {3, 1}}) {
            int so = 3;
            float[] x = normal(8, 500);
            float[] dz = normal(9, 400);
            float[] before = normal(10, Kernels.DEPTHWISE_TAPS * BLOCK);
            KernelResult sums = new KernelResult(so + before.length);
            for (int k = 0; k < before.length; k++) {
                sums.start(so + k, before[k]);
                for (int r = 0; r < extent[0]; r++) {
                    for (int s = 0; s < extent[1]; s++) {
                        int p = 10 + r * 100 + s * 20 + offsets[2 + k / BLOCK] + k % BLOCK;
                        sums.add(so + k, (double) x[p] * dz[1 + r * 110 + BLOCK * s + k % BLOCK]);
                    }
                }
            }
            kernels.depthwiseGradient(
                    x, 10, 100, 20, offsets, 2, dz, 1, 110, extent[0], extent[1], sums.values, so);
            sums.verify(extent[0] * extent[1] + 1);
        }
    }
}
