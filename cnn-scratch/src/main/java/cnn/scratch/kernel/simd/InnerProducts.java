package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.ROWS;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import cnn.scratch.kernel.Runs;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Inner products: the register tile of 8 rows by 2 vectors (or 1) that forward passes and dx are made of. The code obeys
 * what C2 needs to keep vectors in registers, see docs/scratch-backend.md: named locals, inner loops that test at their
 * end, no helper methods, about 100 vector operations at most.
 */
final class InnerProducts {
    private InnerProducts() {}

    /** See {@link cnn.scratch.kernel.Kernels#product}. */
    static void product(
            float[] a, int ao, int[] rows, int at, Runs runs,
            float[] b, int bo, int width, float[] tile, int to, int gap) {
        if (runs.start().length == 0) {
            clear(width, tile, to, gap);
            return;
        }
        boolean narrow = NarrowProducts.suits(runs);
        for (int j = 0; j < width; j += 2 * L) {
            int t0 = to + place(j, gap);
            int t1 = to + place(j + L, gap);
            if (narrow) {
                NarrowProducts.product(a, ao, rows, at, runs, b, bo + j, width, tile, t0, t1);
                NarrowProducts.product(a, ao, rows, at + 4, runs, b, bo + j, width, tile, t0 + 4 * BLOCK, t1 + 4 * BLOCK);
            } else if (width - j > L) {
                two(a, ao, rows, at, runs, b, bo + j, width, tile, t0, t1);
            } else {
                one(a, ao, rows, at, runs, b, bo + j, width, tile, t0);
            }
        }
    }

    /** What is summed over nothing, as in a stride phase without taps. */
    private static void clear(int width, float[] tile, int to, int gap) {
        for (int j = 0; j < width; j += BLOCK) {
            int block = to + j / BLOCK * gap;
            Arrays.fill(tile, block, block + ROWS * BLOCK, 0f);
        }
    }

    /** Where column j of row 0 lies in a tile. */
    private static int place(int j, int gap) {
        return j / BLOCK * gap + j % BLOCK;
    }

    private static void two(
            float[] a, int ao, int[] rows, int at, Runs runs, float[] b, int bo, int width, float[] tile, int t0, int t1) {
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S), c41 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S), c51 = FloatVector.zero(S);
        FloatVector c60 = FloatVector.zero(S), c61 = FloatVector.zero(S);
        FloatVector c70 = FloatVector.zero(S), c71 = FloatVector.zero(S);
        int r0 = ao + rows[at];
        int r1 = ao + rows[at + 1];
        int r2 = ao + rows[at + 2];
        int r3 = ao + rows[at + 3];
        int r4 = ao + rows[at + 4];
        int r5 = ao + rows[at + 5];
        int r6 = ao + rows[at + 6];
        int r7 = ao + rows[at + 7];
        int[] start = runs.start();
        int[] length = runs.length();
        int q = bo;
        int r = 0;
        do {
            int k = start[r];
            int end = k + length[r];
            do {
                FloatVector b0 = FloatVector.fromArray(S, b, q), b1 = FloatVector.fromArray(S, b, q + L);
                FloatVector a0 = FloatVector.broadcast(S, a[r0 + k]);
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                FloatVector a1 = FloatVector.broadcast(S, a[r1 + k]);
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                FloatVector a2 = FloatVector.broadcast(S, a[r2 + k]);
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                FloatVector a3 = FloatVector.broadcast(S, a[r3 + k]);
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
                FloatVector a4 = FloatVector.broadcast(S, a[r4 + k]);
                c40 = a4.fma(b0, c40);
                c41 = a4.fma(b1, c41);
                FloatVector a5 = FloatVector.broadcast(S, a[r5 + k]);
                c50 = a5.fma(b0, c50);
                c51 = a5.fma(b1, c51);
                FloatVector a6 = FloatVector.broadcast(S, a[r6 + k]);
                c60 = a6.fma(b0, c60);
                c61 = a6.fma(b1, c61);
                FloatVector a7 = FloatVector.broadcast(S, a[r7 + k]);
                c70 = a7.fma(b0, c70);
                c71 = a7.fma(b1, c71);
                q += width;
            } while (++k < end);
        } while (++r < start.length);
        c00.intoArray(tile, t0);
        c01.intoArray(tile, t1);
        c10.intoArray(tile, t0 + 1 * BLOCK);
        c11.intoArray(tile, t1 + 1 * BLOCK);
        c20.intoArray(tile, t0 + 2 * BLOCK);
        c21.intoArray(tile, t1 + 2 * BLOCK);
        c30.intoArray(tile, t0 + 3 * BLOCK);
        c31.intoArray(tile, t1 + 3 * BLOCK);
        c40.intoArray(tile, t0 + 4 * BLOCK);
        c41.intoArray(tile, t1 + 4 * BLOCK);
        c50.intoArray(tile, t0 + 5 * BLOCK);
        c51.intoArray(tile, t1 + 5 * BLOCK);
        c60.intoArray(tile, t0 + 6 * BLOCK);
        c61.intoArray(tile, t1 + 6 * BLOCK);
        c70.intoArray(tile, t0 + 7 * BLOCK);
        c71.intoArray(tile, t1 + 7 * BLOCK);
    }

    private static void one(
            float[] a, int ao, int[] rows, int at, Runs runs, float[] b, int bo, int width, float[] tile, int t0) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector c3 = FloatVector.zero(S);
        FloatVector c4 = FloatVector.zero(S);
        FloatVector c5 = FloatVector.zero(S);
        FloatVector c6 = FloatVector.zero(S);
        FloatVector c7 = FloatVector.zero(S);
        int r0 = ao + rows[at];
        int r1 = ao + rows[at + 1];
        int r2 = ao + rows[at + 2];
        int r3 = ao + rows[at + 3];
        int r4 = ao + rows[at + 4];
        int r5 = ao + rows[at + 5];
        int r6 = ao + rows[at + 6];
        int r7 = ao + rows[at + 7];
        int[] start = runs.start();
        int[] length = runs.length();
        int q = bo;
        int r = 0;
        do {
            int k = start[r];
            int end = k + length[r];
            do {
                FloatVector b0 = FloatVector.fromArray(S, b, q);
                c0 = b0.fma(FloatVector.broadcast(S, a[r0 + k]), c0);
                c1 = b0.fma(FloatVector.broadcast(S, a[r1 + k]), c1);
                c2 = b0.fma(FloatVector.broadcast(S, a[r2 + k]), c2);
                c3 = b0.fma(FloatVector.broadcast(S, a[r3 + k]), c3);
                c4 = b0.fma(FloatVector.broadcast(S, a[r4 + k]), c4);
                c5 = b0.fma(FloatVector.broadcast(S, a[r5 + k]), c5);
                c6 = b0.fma(FloatVector.broadcast(S, a[r6 + k]), c6);
                c7 = b0.fma(FloatVector.broadcast(S, a[r7 + k]), c7);
                q += width;
            } while (++k < end);
        } while (++r < start.length);
        c0.intoArray(tile, t0);
        c1.intoArray(tile, t0 + 1 * BLOCK);
        c2.intoArray(tile, t0 + 2 * BLOCK);
        c3.intoArray(tile, t0 + 3 * BLOCK);
        c4.intoArray(tile, t0 + 4 * BLOCK);
        c5.intoArray(tile, t0 + 5 * BLOCK);
        c6.intoArray(tile, t0 + 6 * BLOCK);
        c7.intoArray(tile, t0 + 7 * BLOCK);
    }
}
