package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.ROWS;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;

/**
 * Outer products of 9 input positions by 2 vectors of outputs: one row of a 3×3 kernel over 3 channels, which the tiles of
 * {@link OuterProducts} would cover twice. Only where a processor has 32 vector registers.
 */
final class OuterProductsOfNine {
    private OuterProductsOfNine() {}

    /** See {@link cnn.scratch.kernel.Kernels#outerOfNine}. */
    static void outer(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        if (width == 2 * L && L == BLOCK) {
            nine(a, ao, aRow, aStep, b, bo, bBlock, bRow, bStep, rows, steps, sums, so);
            return;
        }
        OuterProducts.outer(a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums, so);
        for (int j = 0; j < width; j += L) {
            int b0 = bo + j / BLOCK * bBlock + j % BLOCK;
            last(a, ao + ROWS, aRow, aStep, b, b0, bRow, bStep, rows, steps, sums, so + ROWS * width + j);
        }
    }

    private static void nine(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int gap, int bRow, int bStep,
            int rows, int steps, float[] sums, int so) {
        FloatVector c00 = FloatVector.fromArray(S, sums, so), c01 = FloatVector.fromArray(S, sums, so + L);
        FloatVector c10 = FloatVector.fromArray(S, sums, so + 2 * L), c11 = FloatVector.fromArray(S, sums, so + 3 * L);
        FloatVector c20 = FloatVector.fromArray(S, sums, so + 4 * L), c21 = FloatVector.fromArray(S, sums, so + 5 * L);
        FloatVector c30 = FloatVector.fromArray(S, sums, so + 6 * L), c31 = FloatVector.fromArray(S, sums, so + 7 * L);
        FloatVector c40 = FloatVector.fromArray(S, sums, so + 8 * L), c41 = FloatVector.fromArray(S, sums, so + 9 * L);
        FloatVector c50 = FloatVector.fromArray(S, sums, so + 10 * L), c51 = FloatVector.fromArray(S, sums, so + 11 * L);
        FloatVector c60 = FloatVector.fromArray(S, sums, so + 12 * L), c61 = FloatVector.fromArray(S, sums, so + 13 * L);
        FloatVector c70 = FloatVector.fromArray(S, sums, so + 14 * L), c71 = FloatVector.fromArray(S, sums, so + 15 * L);
        FloatVector c80 = FloatVector.fromArray(S, sums, so + 16 * L), c81 = FloatVector.fromArray(S, sums, so + 17 * L);
        int r = 0;
        do {
            int p = ao + r * aRow;
            int q = bo + r * bRow;
            int s = 0;
            do {
                FloatVector b0 = FloatVector.fromArray(S, b, q), b1 = FloatVector.fromArray(S, b, q + gap);
                FloatVector a0 = FloatVector.broadcast(S, a[p]);
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                FloatVector a1 = FloatVector.broadcast(S, a[p + 1]);
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                FloatVector a2 = FloatVector.broadcast(S, a[p + 2]);
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                FloatVector a3 = FloatVector.broadcast(S, a[p + 3]);
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
                FloatVector a4 = FloatVector.broadcast(S, a[p + 4]);
                c40 = a4.fma(b0, c40);
                c41 = a4.fma(b1, c41);
                FloatVector a5 = FloatVector.broadcast(S, a[p + 5]);
                c50 = a5.fma(b0, c50);
                c51 = a5.fma(b1, c51);
                FloatVector a6 = FloatVector.broadcast(S, a[p + 6]);
                c60 = a6.fma(b0, c60);
                c61 = a6.fma(b1, c61);
                FloatVector a7 = FloatVector.broadcast(S, a[p + 7]);
                c70 = a7.fma(b0, c70);
                c71 = a7.fma(b1, c71);
                FloatVector a8 = FloatVector.broadcast(S, a[p + 8]);
                c80 = a8.fma(b0, c80);
                c81 = a8.fma(b1, c81);
                p += aStep;
                q += bStep;
            } while (++s < steps);
        } while (++r < rows);
        c00.intoArray(sums, so);
        c01.intoArray(sums, so + L);
        c10.intoArray(sums, so + 2 * L);
        c11.intoArray(sums, so + 3 * L);
        c20.intoArray(sums, so + 4 * L);
        c21.intoArray(sums, so + 5 * L);
        c30.intoArray(sums, so + 6 * L);
        c31.intoArray(sums, so + 7 * L);
        c40.intoArray(sums, so + 8 * L);
        c41.intoArray(sums, so + 9 * L);
        c50.intoArray(sums, so + 10 * L);
        c51.intoArray(sums, so + 11 * L);
        c60.intoArray(sums, so + 12 * L);
        c61.intoArray(sums, so + 13 * L);
        c70.intoArray(sums, so + 14 * L);
        c71.intoArray(sums, so + 15 * L);
        c80.intoArray(sums, so + 16 * L);
        c81.intoArray(sums, so + 17 * L);
    }

    /** One position by one vector. */
    private static void last(
            float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bRow, int bStep,
            int rows, int steps, float[] sums, int so) {
        FloatVector c = FloatVector.fromArray(S, sums, so);
        int r = 0;
        do {
            int p = ao + r * aRow;
            int q = bo + r * bRow;
            int s = 0;
            do {
                c = FloatVector.fromArray(S, b, q).fma(FloatVector.broadcast(S, a[p]), c);
                p += aStep;
                q += bStep;
            } while (++s < steps);
        } while (++r < rows);
        c.intoArray(sums, so);
    }
}
