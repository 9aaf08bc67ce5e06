package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.ROWS;

import java.util.Arrays;

/** Register tiles of inner and outer products. */
final class ScalarProducts {
    private ScalarProducts() {}

    /** See {@link Kernels#product}. */
    static void product(
            float[] a, int ao, int[] rows, int at, Runs runs,
            float[] b, int bo, int width, float[] tile, int to, int gap) {
        for (int j = 0; j < width; j += BLOCK) {
            int block = to + j / BLOCK * gap;
            Arrays.fill(tile, block, block + ROWS * BLOCK, 0f);
        }
        for (int i = 0; i < ROWS; i++) {
            int q = bo;
            for (int r = 0; r < runs.start().length; r++) {
                int p = ao + rows[at + i] + runs.start()[r];
                for (int k = 0; k < runs.length()[r]; k++) {
                    for (int j = 0; j < width; j += BLOCK) {
                        Scalars.multiplyAdd(a[p + k], b, q + j, tile, to + j / BLOCK * gap + i * BLOCK);
                    }
                    q += width;
                }
            }
        }
    }

    /** See {@link Kernels#productOfNeighbours}. */
    static void productOfNeighbours(
            float[] a, int ao, int aBlock, int n, float[] b, int bo, int width, float[] to, int o, int gap) {
        for (int j = 0; j < width; j += BLOCK) {
            int block = o + j / BLOCK * gap;
            Arrays.fill(to, block, block + ROWS * BLOCK, 0f);
            for (int i = 0; i < ROWS; i++) {
                for (int k = 0; k < n; k++) {
                    float factor = a[ao + i * BLOCK + k / BLOCK * aBlock + k % BLOCK];
                    Scalars.multiplyAdd(factor, b, bo + k * width + j, to, block + i * BLOCK);
                }
            }
        }
    }

    /** See {@link Kernels#outer}. */
    static void outer(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        outer(ROWS, a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums, so);
    }

    /** See {@link Kernels#outerOfNine}. */
    static void outerOfNine(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        outer(9, a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums, so);
    }

    private static void outer(
            int height, float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < steps; s++) {
                int p = ao + r * aRow + s * aStep;
                int q = bo + r * bRow + s * bStep;
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j += BLOCK) {
                        Scalars.multiplyAdd(a[p + i], b, q + j / BLOCK * bBlock, sums, so + i * width + j);
                    }
                }
            }
        }
    }
}
