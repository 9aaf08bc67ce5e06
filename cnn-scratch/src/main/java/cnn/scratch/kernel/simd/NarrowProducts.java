package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import cnn.scratch.kernel.Runs;
import jdk.incubator.vector.FloatVector;

/**
 * The products for processors with 16 vector registers, which the accumulators of {@link InnerProducts} alone would
 * fill: register tiles of 4 rows by 2 vectors. Two elements a step, because the processor would else spend more on
 * addresses and bounds than on arithmetic; so the numbers of elements must be even. Every sum keeps its order.
 *
 * <p>Measured against tiles of 8 by 2 with AVX2: 1.12 times as fast on JDK 17, 1.5 times on JDK 25; of 4 lanes, 1.06
 * and 1.28.
 */
final class NarrowProducts {
    /** AVX-512 has 32 registers, and so has NEON on 64-bit ARM. */
    static final boolean PAY = L < 16 && !"aarch64".equals(System.getProperty("os.arch"));

    private NarrowProducts() {}

    /** Whether a product over these elements can go two by two. */
    static boolean suits(Runs runs) {
        if (!PAY) {
            return false;
        }
        int odd = 0;
        for (int length : runs.length()) {
            odd |= length & 1;
        }
        return odd == 0;
    }

    /** Rows {@code at} to {@code at} + 3 of {@link cnn.scratch.kernel.Kernels#product}, two vectors of them. */
    static void product(
            float[] a, int ao, int[] rows, int at, Runs runs,
            float[] b, int bo, int width, float[] to, int t0, int t1) {
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        int r0 = ao + rows[at];
        int r1 = ao + rows[at + 1];
        int r2 = ao + rows[at + 2];
        int r3 = ao + rows[at + 3];
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
                FloatVector d0 = FloatVector.fromArray(S, b, q + width);
                FloatVector d1 = FloatVector.fromArray(S, b, q + width + L);
                FloatVector e0 = FloatVector.broadcast(S, a[r0 + k + 1]);
                c00 = e0.fma(d0, c00);
                c01 = e0.fma(d1, c01);
                FloatVector e1 = FloatVector.broadcast(S, a[r1 + k + 1]);
                c10 = e1.fma(d0, c10);
                c11 = e1.fma(d1, c11);
                FloatVector e2 = FloatVector.broadcast(S, a[r2 + k + 1]);
                c20 = e2.fma(d0, c20);
                c21 = e2.fma(d1, c21);
                FloatVector e3 = FloatVector.broadcast(S, a[r3 + k + 1]);
                c30 = e3.fma(d0, c30);
                c31 = e3.fma(d1, c31);
                q += 2 * width;
                k += 2;
            } while (k < end);
        } while (++r < start.length);
        c00.intoArray(to, t0);
        c01.intoArray(to, t1);
        c10.intoArray(to, t0 + BLOCK);
        c11.intoArray(to, t1 + BLOCK);
        c20.intoArray(to, t0 + 2 * BLOCK);
        c21.intoArray(to, t1 + 2 * BLOCK);
        c30.intoArray(to, t0 + 3 * BLOCK);
        c31.intoArray(to, t1 + 3 * BLOCK);
    }

    /** Four rows of {@link cnn.scratch.kernel.Kernels#productOfNeighbours}, two vectors of them. */
    static void productOfNeighbours(
            float[] a, int ao, int aBlock, int n, float[] b, int bo, int width, float[] to, int t0, int t1) {
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        int q = bo;
        int k = 0;
        do {
            int p = ao + k / BLOCK * aBlock;
            int end = p + Math.min(BLOCK, n - k);
            do {
                FloatVector b0 = FloatVector.fromArray(S, b, q), b1 = FloatVector.fromArray(S, b, q + L);
                FloatVector a0 = FloatVector.broadcast(S, a[p]);
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                FloatVector a1 = FloatVector.broadcast(S, a[p + BLOCK]);
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                FloatVector a2 = FloatVector.broadcast(S, a[p + 2 * BLOCK]);
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                FloatVector a3 = FloatVector.broadcast(S, a[p + 3 * BLOCK]);
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
                FloatVector d0 = FloatVector.fromArray(S, b, q + width);
                FloatVector d1 = FloatVector.fromArray(S, b, q + width + L);
                FloatVector e0 = FloatVector.broadcast(S, a[p + 1]);
                c00 = e0.fma(d0, c00);
                c01 = e0.fma(d1, c01);
                FloatVector e1 = FloatVector.broadcast(S, a[p + BLOCK + 1]);
                c10 = e1.fma(d0, c10);
                c11 = e1.fma(d1, c11);
                FloatVector e2 = FloatVector.broadcast(S, a[p + 2 * BLOCK + 1]);
                c20 = e2.fma(d0, c20);
                c21 = e2.fma(d1, c21);
                FloatVector e3 = FloatVector.broadcast(S, a[p + 3 * BLOCK + 1]);
                c30 = e3.fma(d0, c30);
                c31 = e3.fma(d1, c31);
                q += 2 * width;
                p += 2;
            } while (p < end);
            k += BLOCK;
        } while (k < n);
        c00.intoArray(to, t0);
        c01.intoArray(to, t1);
        c10.intoArray(to, t0 + BLOCK);
        c11.intoArray(to, t1 + BLOCK);
        c20.intoArray(to, t0 + 2 * BLOCK);
        c21.intoArray(to, t1 + 2 * BLOCK);
        c30.intoArray(to, t0 + 3 * BLOCK);
        c31.intoArray(to, t1 + 3 * BLOCK);
    }

    /** Four rows of {@link cnn.scratch.kernel.Kernels#outer}, two vectors of them, {@code gap} apart. */
    static void outer(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int gap, int bRow, int bStep,
            int rows, int steps, int width, float[] sums, int so) {
        int s0 = so;
        int s1 = so + width;
        int s2 = so + 2 * width;
        int s3 = so + 3 * width;
        FloatVector c00 = FloatVector.fromArray(S, sums, s0), c01 = FloatVector.fromArray(S, sums, s0 + L);
        FloatVector c10 = FloatVector.fromArray(S, sums, s1), c11 = FloatVector.fromArray(S, sums, s1 + L);
        FloatVector c20 = FloatVector.fromArray(S, sums, s2), c21 = FloatVector.fromArray(S, sums, s2 + L);
        FloatVector c30 = FloatVector.fromArray(S, sums, s3), c31 = FloatVector.fromArray(S, sums, s3 + L);
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
                FloatVector d0 = FloatVector.fromArray(S, b, q + bStep);
                FloatVector d1 = FloatVector.fromArray(S, b, q + bStep + gap);
                FloatVector e0 = FloatVector.broadcast(S, a[p + aStep]);
                c00 = e0.fma(d0, c00);
                c01 = e0.fma(d1, c01);
                FloatVector e1 = FloatVector.broadcast(S, a[p + aStep + 1]);
                c10 = e1.fma(d0, c10);
                c11 = e1.fma(d1, c11);
                FloatVector e2 = FloatVector.broadcast(S, a[p + aStep + 2]);
                c20 = e2.fma(d0, c20);
                c21 = e2.fma(d1, c21);
                FloatVector e3 = FloatVector.broadcast(S, a[p + aStep + 3]);
                c30 = e3.fma(d0, c30);
                c31 = e3.fma(d1, c31);
                p += 2 * aStep;
                q += 2 * bStep;
                s += 2;
            } while (s < steps);
        } while (++r < rows);
        c00.intoArray(sums, s0);
        c01.intoArray(sums, s0 + L);
        c10.intoArray(sums, s1);
        c11.intoArray(sums, s1 + L);
        c20.intoArray(sums, s2);
        c21.intoArray(sums, s2 + L);
        c30.intoArray(sums, s3);
        c31.intoArray(sums, s3 + L);
    }
}
