package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;

/**
 * Outer products: the register tile of 8 input positions by 2 vectors (or 1) of outputs that dw is made of. Written for C2
 * as {@link InnerProducts} is.
 */
final class OuterProducts {
    private OuterProducts() {}

    /** See {@link cnn.scratch.kernel.Kernels#outer}. */
    static void outer(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        for (int j = 0; j < width; j += 2 * L) {
            int b0 = bo + place(j, bBlock);
            if (width - j > L) {
                int gap = place(j + L, bBlock) - place(j, bBlock);
                if (NarrowProducts.PAY && steps % 2 == 0) {
                    int half = so + j + 4 * width;
                    NarrowProducts.outer(
                            a, ao, aRow, aStep, b, b0, gap, bRow, bStep, rows, steps, width, sums, so + j);
                    NarrowProducts.outer(
                            a, ao + 4, aRow, aStep, b, b0, gap, bRow, bStep, rows, steps, width, sums, half);
                } else {
                    two(a, ao, aRow, aStep, b, b0, gap, bRow, bStep, rows, steps, width, sums, so + j);
                }
            } else {
                one(a, ao, aRow, aStep, b, b0, bRow, bStep, rows, steps, width, sums, so + j);
            }
        }
    }

    private static int place(int j, int bBlock) {
        return j / BLOCK * bBlock + j % BLOCK;
    }

    private static void two(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int gap, int bRow, int bStep,
            int rows, int steps, int width, float[] sums, int so) {
        int s0 = so;
        int s1 = so + 1 * width;
        int s2 = so + 2 * width;
        int s3 = so + 3 * width;
        int s4 = so + 4 * width;
        int s5 = so + 5 * width;
        int s6 = so + 6 * width;
        int s7 = so + 7 * width;
        FloatVector c00 = FloatVector.fromArray(S, sums, s0), c01 = FloatVector.fromArray(S, sums, s0 + L);
        FloatVector c10 = FloatVector.fromArray(S, sums, s1), c11 = FloatVector.fromArray(S, sums, s1 + L);
        FloatVector c20 = FloatVector.fromArray(S, sums, s2), c21 = FloatVector.fromArray(S, sums, s2 + L);
        FloatVector c30 = FloatVector.fromArray(S, sums, s3), c31 = FloatVector.fromArray(S, sums, s3 + L);
        FloatVector c40 = FloatVector.fromArray(S, sums, s4), c41 = FloatVector.fromArray(S, sums, s4 + L);
        FloatVector c50 = FloatVector.fromArray(S, sums, s5), c51 = FloatVector.fromArray(S, sums, s5 + L);
        FloatVector c60 = FloatVector.fromArray(S, sums, s6), c61 = FloatVector.fromArray(S, sums, s6 + L);
        FloatVector c70 = FloatVector.fromArray(S, sums, s7), c71 = FloatVector.fromArray(S, sums, s7 + L);
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
                p += aStep;
                q += bStep;
            } while (++s < steps);
        } while (++r < rows);
        c00.intoArray(sums, s0);
        c01.intoArray(sums, s0 + L);
        c10.intoArray(sums, s1);
        c11.intoArray(sums, s1 + L);
        c20.intoArray(sums, s2);
        c21.intoArray(sums, s2 + L);
        c30.intoArray(sums, s3);
        c31.intoArray(sums, s3 + L);
        c40.intoArray(sums, s4);
        c41.intoArray(sums, s4 + L);
        c50.intoArray(sums, s5);
        c51.intoArray(sums, s5 + L);
        c60.intoArray(sums, s6);
        c61.intoArray(sums, s6 + L);
        c70.intoArray(sums, s7);
        c71.intoArray(sums, s7 + L);
    }

    private static void one(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep,
            int rows, int steps, int width, float[] sums, int so) {
        FloatVector c0 = FloatVector.fromArray(S, sums, so);
        FloatVector c1 = FloatVector.fromArray(S, sums, so + 1 * width);
        FloatVector c2 = FloatVector.fromArray(S, sums, so + 2 * width);
        FloatVector c3 = FloatVector.fromArray(S, sums, so + 3 * width);
        FloatVector c4 = FloatVector.fromArray(S, sums, so + 4 * width);
        FloatVector c5 = FloatVector.fromArray(S, sums, so + 5 * width);
        FloatVector c6 = FloatVector.fromArray(S, sums, so + 6 * width);
        FloatVector c7 = FloatVector.fromArray(S, sums, so + 7 * width);
        int r = 0;
        do {
            int p = ao + r * aRow;
            int q = bo + r * bRow;
            int s = 0;
            do {
                FloatVector b0 = FloatVector.fromArray(S, b, q);
                c0 = b0.fma(FloatVector.broadcast(S, a[p]), c0);
                c1 = b0.fma(FloatVector.broadcast(S, a[p + 1]), c1);
                c2 = b0.fma(FloatVector.broadcast(S, a[p + 2]), c2);
                c3 = b0.fma(FloatVector.broadcast(S, a[p + 3]), c3);
                c4 = b0.fma(FloatVector.broadcast(S, a[p + 4]), c4);
                c5 = b0.fma(FloatVector.broadcast(S, a[p + 5]), c5);
                c6 = b0.fma(FloatVector.broadcast(S, a[p + 6]), c6);
                c7 = b0.fma(FloatVector.broadcast(S, a[p + 7]), c7);
                p += aStep;
                q += bStep;
            } while (++s < steps);
        } while (++r < rows);
        c0.intoArray(sums, so);
        c1.intoArray(sums, so + 1 * width);
        c2.intoArray(sums, so + 2 * width);
        c3.intoArray(sums, so + 3 * width);
        c4.intoArray(sums, so + 4 * width);
        c5.intoArray(sums, so + 5 * width);
        c6.intoArray(sums, so + 6 * width);
        c7.intoArray(sums, so + 7 * width);
    }
}
