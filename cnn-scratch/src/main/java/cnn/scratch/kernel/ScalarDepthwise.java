package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.DEPTHWISE_TAPS;
import static cnn.scratch.kernel.Kernels.ROWS;

import java.util.Arrays;

/** Sums of depthwise convolutions and of their gradient. */
final class ScalarDepthwise {
    private static final int[] NEIGHBOURS = {
        0, BLOCK, 2 * BLOCK, 3 * BLOCK, 4 * BLOCK, 5 * BLOCK, 6 * BLOCK, 7 * BLOCK
    };

    private ScalarDepthwise() {}

    /** See {@link Kernels#depthwise}. */
    static void depthwise(
            float[] x, int xo, int[] rows, int at, int[] offsets,
            float[] w, int wo, int[] weights, float[] tile, int to) {
        Arrays.fill(tile, to, to + ROWS * BLOCK, 0f);
        for (int i = 0; i < ROWS; i++) {
            for (int t = 0; t < offsets.length; t++) {
                Scalars.multiplyAdd(x, xo + rows[at + i] + offsets[t], w, wo + weights[t], tile, to + i * BLOCK);
            }
        }
    }

    /** See {@link Kernels#depthwiseOfNeighbours}. */
    static void depthwiseOfNeighbours(
            float[] x, int xo, int[] offsets, float[] w, int wo, int[] weights, float[] tile, int to) {
        depthwise(x, xo, NEIGHBOURS, 0, offsets, w, wo, weights, tile, to);
    }

    /** See {@link Kernels#depthwiseGradient}. */
    static void depthwiseGradient(
            float[] x, int xo, int xRow, int xStep, int[] offsets, int first,
            float[] dz, int dzo, int dzRow, int rows, int steps, float[] sums, int so) {
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < steps; s++) {
                int p = xo + r * xRow + s * xStep;
                for (int t = 0; t < DEPTHWISE_TAPS; t++) {
                    int at = dzo + r * dzRow + s * BLOCK;
                    Scalars.multiplyAdd(x, p + offsets[first + t], dz, at, sums, so + t * BLOCK);
                }
            }
        }
    }
}
