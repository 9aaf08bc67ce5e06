package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of {@link cnn.scratch.kernel.Winograd} over blocks. Each goes twice through a small loop, columns first,
 * with the half-done tile in a scratch array: unrolled as a whole they would be too large for the JIT.
 */
final class WinogradTransforms {
    private WinogradTransforms() {}

    /** See {@link cnn.scratch.kernel.Kernels#winogradInput}. */
    static void input(float[] x, int xo, int rowStride, float[] v, int vo, int vStride, float[] scratch) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), minus2 = FloatVector.broadcast(S, -2f);
        FloatVector plus4 = FloatVector.broadcast(S, 4f), minus4 = FloatVector.broadcast(S, -4f);
        FloatVector minus5 = FloatVector.broadcast(S, -5f);
        for (int l = 0; l < BLOCK; l += L) {
            for (int j = 0; j < 6; j++) {
                int p = xo + j * BLOCK + l;
                int q = j * BLOCK;
                FloatVector d0 = FloatVector.fromArray(S, x, p);
                FloatVector d1 = FloatVector.fromArray(S, x, p + rowStride);
                FloatVector d2 = FloatVector.fromArray(S, x, p + 2 * rowStride);
                FloatVector d3 = FloatVector.fromArray(S, x, p + 3 * rowStride);
                FloatVector d4 = FloatVector.fromArray(S, x, p + 4 * rowStride);
                FloatVector d5 = FloatVector.fromArray(S, x, p + 5 * rowStride);
                FloatVector even = d2.fma(minus4, d4), odd = d1.fma(minus4, d3);
                FloatVector even2 = d4.sub(d2), odd2 = d3.sub(d1);
                d0.fma(plus4, d2.fma(minus5, d4)).intoArray(scratch, q);
                even.add(odd).intoArray(scratch, q + 6 * BLOCK);
                even.sub(odd).intoArray(scratch, q + 2 * 6 * BLOCK);
                odd2.fma(plus2, even2).intoArray(scratch, q + 3 * 6 * BLOCK);
                odd2.fma(minus2, even2).intoArray(scratch, q + 4 * 6 * BLOCK);
                d1.fma(plus4, d3.fma(minus5, d5)).intoArray(scratch, q + 5 * 6 * BLOCK);
            }
            for (int i = 0; i < 6; i++) {
                int p = i * 6 * BLOCK;
                int q = vo + i * 6 * vStride + l;
                FloatVector d0 = FloatVector.fromArray(S, scratch, p);
                FloatVector d1 = FloatVector.fromArray(S, scratch, p + BLOCK);
                FloatVector d2 = FloatVector.fromArray(S, scratch, p + 2 * BLOCK);
                FloatVector d3 = FloatVector.fromArray(S, scratch, p + 3 * BLOCK);
                FloatVector d4 = FloatVector.fromArray(S, scratch, p + 4 * BLOCK);
                FloatVector d5 = FloatVector.fromArray(S, scratch, p + 5 * BLOCK);
                FloatVector even = d2.fma(minus4, d4), odd = d1.fma(minus4, d3);
                FloatVector even2 = d4.sub(d2), odd2 = d3.sub(d1);
                d0.fma(plus4, d2.fma(minus5, d4)).intoArray(v, q);
                even.add(odd).intoArray(v, q + vStride);
                even.sub(odd).intoArray(v, q + 2 * vStride);
                odd2.fma(plus2, even2).intoArray(v, q + 3 * vStride);
                odd2.fma(minus2, even2).intoArray(v, q + 4 * vStride);
                d1.fma(plus4, d3.fma(minus5, d5)).intoArray(v, q + 5 * vStride);
            }
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#winogradOutput}. */
    static void output(float[] m, int mo, int mStride, float[] z, float[] scratch) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), plus4 = FloatVector.broadcast(S, 4f);
        FloatVector plus8 = FloatVector.broadcast(S, 8f);
        for (int l = 0; l < BLOCK; l += L) {
            for (int j = 0; j < 6; j++) {
                int p = mo + j * mStride + l;
                int q = j * BLOCK;
                int step = 6 * mStride;
                FloatVector d0 = FloatVector.fromArray(S, m, p);
                FloatVector d1 = FloatVector.fromArray(S, m, p + step);
                FloatVector d2 = FloatVector.fromArray(S, m, p + 2 * step);
                FloatVector d3 = FloatVector.fromArray(S, m, p + 3 * step);
                FloatVector d4 = FloatVector.fromArray(S, m, p + 4 * step);
                FloatVector d5 = FloatVector.fromArray(S, m, p + 5 * step);
                FloatVector even = d1.add(d2), odd = d1.sub(d2), even2 = d3.add(d4), odd2 = d3.sub(d4);
                d0.add(even).add(even2).intoArray(scratch, q);
                odd2.fma(plus2, odd).intoArray(scratch, q + 6 * BLOCK);
                even2.fma(plus4, even).intoArray(scratch, q + 12 * BLOCK);
                odd2.fma(plus8, odd).add(d5).intoArray(scratch, q + 18 * BLOCK);
            }
            for (int i = 0; i < 4; i++) {
                int p = i * 6 * BLOCK;
                // Window order: two rows of two windows, each window two rows of two pixels.
                int q = (i / 2 * 8 + i % 2 * 2) * BLOCK + l;
                FloatVector d0 = FloatVector.fromArray(S, scratch, p);
                FloatVector d1 = FloatVector.fromArray(S, scratch, p + BLOCK);
                FloatVector d2 = FloatVector.fromArray(S, scratch, p + 2 * BLOCK);
                FloatVector d3 = FloatVector.fromArray(S, scratch, p + 3 * BLOCK);
                FloatVector d4 = FloatVector.fromArray(S, scratch, p + 4 * BLOCK);
                FloatVector d5 = FloatVector.fromArray(S, scratch, p + 5 * BLOCK);
                FloatVector even = d1.add(d2), odd = d1.sub(d2), even2 = d3.add(d4), odd2 = d3.sub(d4);
                d0.add(even).add(even2).intoArray(z, q);
                odd2.fma(plus2, odd).intoArray(z, q + BLOCK);
                even2.fma(plus4, even).intoArray(z, q + 4 * BLOCK);
                odd2.fma(plus8, odd).add(d5).intoArray(z, q + 5 * BLOCK);
            }
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#winogradGradient}. */
    static void gradient(float[] dz, int dzo, int rowStride, float[] dm, int mo, int mStride, float[] scratch) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), minus2 = FloatVector.broadcast(S, -2f);
        FloatVector plus4 = FloatVector.broadcast(S, 4f);
        for (int l = 0; l < BLOCK; l += L) {
            for (int j = 0; j < 4; j++) {
                int p = dzo + j * BLOCK + l;
                int q = j * BLOCK;
                FloatVector d0 = FloatVector.fromArray(S, dz, p);
                FloatVector d1 = FloatVector.fromArray(S, dz, p + rowStride);
                FloatVector d2 = FloatVector.fromArray(S, dz, p + 2 * rowStride);
                FloatVector d3 = FloatVector.fromArray(S, dz, p + 3 * rowStride);
                FloatVector even = d0.add(d2), odd = d1.add(d3);
                FloatVector even2 = d2.fma(plus4, d0), odd2 = d3.fma(plus4, d1);
                d0.intoArray(scratch, q);
                even.add(odd).intoArray(scratch, q + 4 * BLOCK);
                even.sub(odd).intoArray(scratch, q + 2 * 4 * BLOCK);
                odd2.fma(plus2, even2).intoArray(scratch, q + 3 * 4 * BLOCK);
                odd2.fma(minus2, even2).intoArray(scratch, q + 4 * 4 * BLOCK);
                d3.intoArray(scratch, q + 5 * 4 * BLOCK);
            }
            for (int i = 0; i < 6; i++) {
                int p = i * 4 * BLOCK;
                int q = mo + i * 6 * mStride + l;
                FloatVector d0 = FloatVector.fromArray(S, scratch, p);
                FloatVector d1 = FloatVector.fromArray(S, scratch, p + BLOCK);
                FloatVector d2 = FloatVector.fromArray(S, scratch, p + 2 * BLOCK);
                FloatVector d3 = FloatVector.fromArray(S, scratch, p + 3 * BLOCK);
                FloatVector even = d0.add(d2), odd = d1.add(d3);
                FloatVector even2 = d2.fma(plus4, d0), odd2 = d3.fma(plus4, d1);
                d0.intoArray(dm, q);
                even.add(odd).intoArray(dm, q + mStride);
                even.sub(odd).intoArray(dm, q + 2 * mStride);
                odd2.fma(plus2, even2).intoArray(dm, q + 3 * mStride);
                odd2.fma(minus2, even2).intoArray(dm, q + 4 * mStride);
                d3.intoArray(dm, q + 5 * mStride);
            }
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#sandwich}. */
    static void sandwich(
            float[] matrix, int k, int m, float[] in, int io, int inStride, float[] out, int oo, int outStride,
            float[] scratch) {
        for (int l = 0; l < BLOCK; l += L) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < m; j++) {
                    multiplyRow(matrix, i * m, m, in, io + j * inStride + l, m * inStride, scratch, (i * m + j) * BLOCK);
                }
            }
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    multiplyRow(matrix, j * m, m, scratch, i * m * BLOCK, BLOCK, out, oo + (i * k + j) * outStride + l);
                }
            }
        }
    }

    /** A row of numbers times a column of vectors. */
    private static void multiplyRow(
            float[] row, int ro, int m, float[] column, int co, int stride, float[] out, int oo) {
        FloatVector sum = FloatVector.zero(S);
        int q = 0;
        do {
            sum = FloatVector.fromArray(S, column, co + q * stride).fma(FloatVector.broadcast(S, row[ro + q]), sum);
        } while (++q < m);
        sum.intoArray(out, oo);
    }
}
