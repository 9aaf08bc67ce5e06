package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.ROWS;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Depthwise convolution, the channels of a block side by side: every vector of pixels meets a vector of weights, so
 * that memory, not arithmetic, sets the pace. Written for C2 as {@link InnerProducts} is.
 */
final class Depthwise {
    private Depthwise() {}

    /** See {@link cnn.scratch.kernel.Kernels#depthwise}. */
    static void sums(
            float[] x, int xo, int[] rows, int at, int[] offsets,
            float[] w, int wo, int[] weights, float[] tile, int to) {
        if (offsets.length == 0) {
            Arrays.fill(tile, to, to + ROWS * BLOCK, 0f);
            return;
        }
        for (int l = 0; l < BLOCK; l += L) {
            lanes(x, xo + l, rows, at, offsets, w, wo + l, weights, tile, to + l);
        }
    }

    private static void lanes(
            float[] x, int xo, int[] rows, int at, int[] offsets,
            float[] w, int wo, int[] weights, float[] tile, int to) {
        FloatVector c0 = FloatVector.zero(S), c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S), c3 = FloatVector.zero(S);
        FloatVector c4 = FloatVector.zero(S), c5 = FloatVector.zero(S);
        FloatVector c6 = FloatVector.zero(S), c7 = FloatVector.zero(S);
        int r0 = xo + rows[at];
        int r1 = xo + rows[at + 1];
        int r2 = xo + rows[at + 2];
        int r3 = xo + rows[at + 3];
        int r4 = xo + rows[at + 4];
        int r5 = xo + rows[at + 5];
        int r6 = xo + rows[at + 6];
        int r7 = xo + rows[at + 7];
        int t = 0;
        do {
            int p = offsets[t];
            FloatVector v = FloatVector.fromArray(S, w, wo + weights[t]);
            c0 = FloatVector.fromArray(S, x, r0 + p).fma(v, c0);
            c1 = FloatVector.fromArray(S, x, r1 + p).fma(v, c1);
            c2 = FloatVector.fromArray(S, x, r2 + p).fma(v, c2);
            c3 = FloatVector.fromArray(S, x, r3 + p).fma(v, c3);
            c4 = FloatVector.fromArray(S, x, r4 + p).fma(v, c4);
            c5 = FloatVector.fromArray(S, x, r5 + p).fma(v, c5);
            c6 = FloatVector.fromArray(S, x, r6 + p).fma(v, c6);
            c7 = FloatVector.fromArray(S, x, r7 + p).fma(v, c7);
        } while (++t < offsets.length);
        c0.intoArray(tile, to);
        c1.intoArray(tile, to + 1 * BLOCK);
        c2.intoArray(tile, to + 2 * BLOCK);
        c3.intoArray(tile, to + 3 * BLOCK);
        c4.intoArray(tile, to + 4 * BLOCK);
        c5.intoArray(tile, to + 5 * BLOCK);
        c6.intoArray(tile, to + 6 * BLOCK);
        c7.intoArray(tile, to + 7 * BLOCK);
    }

    /** See {@link cnn.scratch.kernel.Kernels#depthwiseOfNeighbours}. */
    static void sumsOfNeighbours(
            float[] x, int xo, int[] offsets, float[] w, int wo, int[] weights, float[] tile, int to) {
        if (offsets.length == 0) {
            Arrays.fill(tile, to, to + ROWS * BLOCK, 0f);
            return;
        }
        for (int l = 0; l < BLOCK; l += L) {
            neighbours(x, xo + l, offsets, w, wo + l, weights, tile, to + l);
        }
    }

    private static void neighbours(
            float[] x, int xo, int[] offsets, float[] w, int wo, int[] weights, float[] tile, int to) {
        FloatVector c0 = FloatVector.zero(S), c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S), c3 = FloatVector.zero(S);
        FloatVector c4 = FloatVector.zero(S), c5 = FloatVector.zero(S);
        FloatVector c6 = FloatVector.zero(S), c7 = FloatVector.zero(S);
        int t = 0;
        do {
            int p = xo + offsets[t];
            FloatVector v = FloatVector.fromArray(S, w, wo + weights[t]);
            c0 = FloatVector.fromArray(S, x, p).fma(v, c0);
            c1 = FloatVector.fromArray(S, x, p + 1 * BLOCK).fma(v, c1);
            c2 = FloatVector.fromArray(S, x, p + 2 * BLOCK).fma(v, c2);
            c3 = FloatVector.fromArray(S, x, p + 3 * BLOCK).fma(v, c3);
            c4 = FloatVector.fromArray(S, x, p + 4 * BLOCK).fma(v, c4);
            c5 = FloatVector.fromArray(S, x, p + 5 * BLOCK).fma(v, c5);
            c6 = FloatVector.fromArray(S, x, p + 6 * BLOCK).fma(v, c6);
            c7 = FloatVector.fromArray(S, x, p + 7 * BLOCK).fma(v, c7);
        } while (++t < offsets.length);
        c0.intoArray(tile, to);
        c1.intoArray(tile, to + 1 * BLOCK);
        c2.intoArray(tile, to + 2 * BLOCK);
        c3.intoArray(tile, to + 3 * BLOCK);
        c4.intoArray(tile, to + 4 * BLOCK);
        c5.intoArray(tile, to + 5 * BLOCK);
        c6.intoArray(tile, to + 6 * BLOCK);
        c7.intoArray(tile, to + 7 * BLOCK);
    }

    /** See {@link cnn.scratch.kernel.Kernels#depthwiseGradient}. */
    static void gradient(
            float[] x, int xo, int xRow, int xStep, int[] offsets, int first,
            float[] dz, int dzo, int dzRow, int rows, int steps, float[] sums, int so) {
        for (int l = 0; l < BLOCK; l += L) {
            nine(x, xo + l, xRow, xStep, offsets, first, dz, dzo + l, dzRow, rows, steps, sums, so + l);
        }
    }

    private static void nine(
            float[] x, int xo, int xRow, int xStep, int[] offsets, int first,
            float[] dz, int dzo, int dzRow, int rows, int steps, float[] sums, int so) {
        int o0 = offsets[first];
        int o1 = offsets[first + 1];
        int o2 = offsets[first + 2];
        int o3 = offsets[first + 3];
        int o4 = offsets[first + 4];
        int o5 = offsets[first + 5];
        int o6 = offsets[first + 6];
        int o7 = offsets[first + 7];
        int o8 = offsets[first + 8];
        FloatVector c0 = FloatVector.fromArray(S, sums, so);
        FloatVector c1 = FloatVector.fromArray(S, sums, so + 1 * BLOCK);
        FloatVector c2 = FloatVector.fromArray(S, sums, so + 2 * BLOCK);
        FloatVector c3 = FloatVector.fromArray(S, sums, so + 3 * BLOCK);
        FloatVector c4 = FloatVector.fromArray(S, sums, so + 4 * BLOCK);
        FloatVector c5 = FloatVector.fromArray(S, sums, so + 5 * BLOCK);
        FloatVector c6 = FloatVector.fromArray(S, sums, so + 6 * BLOCK);
        FloatVector c7 = FloatVector.fromArray(S, sums, so + 7 * BLOCK);
        FloatVector c8 = FloatVector.fromArray(S, sums, so + 8 * BLOCK);
        int r = 0;
        do {
            int p = xo + r * xRow;
            int q = dzo + r * dzRow;
            int end = q + steps * BLOCK;
            do {
                FloatVector d = FloatVector.fromArray(S, dz, q);
                c0 = FloatVector.fromArray(S, x, p + o0).fma(d, c0);
                c1 = FloatVector.fromArray(S, x, p + o1).fma(d, c1);
                c2 = FloatVector.fromArray(S, x, p + o2).fma(d, c2);
                c3 = FloatVector.fromArray(S, x, p + o3).fma(d, c3);
                c4 = FloatVector.fromArray(S, x, p + o4).fma(d, c4);
                c5 = FloatVector.fromArray(S, x, p + o5).fma(d, c5);
                c6 = FloatVector.fromArray(S, x, p + o6).fma(d, c6);
                c7 = FloatVector.fromArray(S, x, p + o7).fma(d, c7);
                c8 = FloatVector.fromArray(S, x, p + o8).fma(d, c8);
                p += xStep;
                q += BLOCK;
            } while (q < end);
        } while (++r < rows);
        c0.intoArray(sums, so);
        c1.intoArray(sums, so + 1 * BLOCK);
        c2.intoArray(sums, so + 2 * BLOCK);
        c3.intoArray(sums, so + 3 * BLOCK);
        c4.intoArray(sums, so + 4 * BLOCK);
        c5.intoArray(sums, so + 5 * BLOCK);
        c6.intoArray(sums, so + 6 * BLOCK);
        c7.intoArray(sums, so + 7 * BLOCK);
        c8.intoArray(sums, so + 8 * BLOCK);
    }
}
