package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;

/**
 * Inner products of neighbouring rows: {@link InnerProducts} for the case that the rows' addresses differ by constants. C2
 * then checks the bounds of two of eight accesses and needs one address register, which is worth a quarter of the speed.
 */
final class NeighbourProducts {
    private NeighbourProducts() {}

    /** See {@link cnn.scratch.kernel.Kernels#productOfNeighbours}. */
    static void product(
            float[] a, int ao, int aBlock, int n, float[] b, int bo, int width, float[] to, int o, int gap) {
        boolean narrow = NarrowProducts.PAY && n % 2 == 0;
        for (int j = 0; j < width; j += 2 * L) {
            int t0 = o + place(j, gap);
            int t1 = o + place(j + L, gap);
            if (narrow) {
                int half = 4 * BLOCK;
                NarrowProducts.productOfNeighbours(a, ao, aBlock, n, b, bo + j, width, to, t0, t1);
                NarrowProducts.productOfNeighbours(a, ao + half, aBlock, n, b, bo + j, width, to, t0 + half, t1 + half);
            } else if (width - j > L) {
                two(a, ao, aBlock, n, b, bo + j, width, to, t0, t1);
            } else {
                one(a, ao, aBlock, n, b, bo + j, width, to, t0);
            }
        }
    }

    private static int place(int j, int gap) {
        return j / BLOCK * gap + j % BLOCK;
    }

    private static void two(
            float[] a, int ao, int aBlock, int n, float[] b, int bo, int width, float[] to, int t0, int t1) {
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S), c41 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S), c51 = FloatVector.zero(S);
        FloatVector c60 = FloatVector.zero(S), c61 = FloatVector.zero(S);
        FloatVector c70 = FloatVector.zero(S), c71 = FloatVector.zero(S);
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
                FloatVector a4 = FloatVector.broadcast(S, a[p + 4 * BLOCK]);
                c40 = a4.fma(b0, c40);
                c41 = a4.fma(b1, c41);
                FloatVector a5 = FloatVector.broadcast(S, a[p + 5 * BLOCK]);
                c50 = a5.fma(b0, c50);
                c51 = a5.fma(b1, c51);
                FloatVector a6 = FloatVector.broadcast(S, a[p + 6 * BLOCK]);
                c60 = a6.fma(b0, c60);
                c61 = a6.fma(b1, c61);
                FloatVector a7 = FloatVector.broadcast(S, a[p + 7 * BLOCK]);
                c70 = a7.fma(b0, c70);
                c71 = a7.fma(b1, c71);
                q += width;
            } while (++p < end);
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
        c40.intoArray(to, t0 + 4 * BLOCK);
        c41.intoArray(to, t1 + 4 * BLOCK);
        c50.intoArray(to, t0 + 5 * BLOCK);
        c51.intoArray(to, t1 + 5 * BLOCK);
        c60.intoArray(to, t0 + 6 * BLOCK);
        c61.intoArray(to, t1 + 6 * BLOCK);
        c70.intoArray(to, t0 + 7 * BLOCK);
        c71.intoArray(to, t1 + 7 * BLOCK);
    }

    private static void one(
            float[] a, int ao, int aBlock, int n, float[] b, int bo, int width, float[] to, int t0) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector c3 = FloatVector.zero(S);
        FloatVector c4 = FloatVector.zero(S);
        FloatVector c5 = FloatVector.zero(S);
        FloatVector c6 = FloatVector.zero(S);
        FloatVector c7 = FloatVector.zero(S);
        int q = bo;
        int k = 0;
        do {
            int p = ao + k / BLOCK * aBlock;
            int end = p + Math.min(BLOCK, n - k);
            do {
                FloatVector b0 = FloatVector.fromArray(S, b, q);
                c0 = b0.fma(FloatVector.broadcast(S, a[p]), c0);
                c1 = b0.fma(FloatVector.broadcast(S, a[p + BLOCK]), c1);
                c2 = b0.fma(FloatVector.broadcast(S, a[p + 2 * BLOCK]), c2);
                c3 = b0.fma(FloatVector.broadcast(S, a[p + 3 * BLOCK]), c3);
                c4 = b0.fma(FloatVector.broadcast(S, a[p + 4 * BLOCK]), c4);
                c5 = b0.fma(FloatVector.broadcast(S, a[p + 5 * BLOCK]), c5);
                c6 = b0.fma(FloatVector.broadcast(S, a[p + 6 * BLOCK]), c6);
                c7 = b0.fma(FloatVector.broadcast(S, a[p + 7 * BLOCK]), c7);
                q += width;
            } while (++p < end);
            k += BLOCK;
        } while (k < n);
        c0.intoArray(to, t0);
        c1.intoArray(to, t0 + BLOCK);
        c2.intoArray(to, t0 + 2 * BLOCK);
        c3.intoArray(to, t0 + 3 * BLOCK);
        c4.intoArray(to, t0 + 4 * BLOCK);
        c5.intoArray(to, t0 + 5 * BLOCK);
        c6.intoArray(to, t0 + 6 * BLOCK);
        c7.intoArray(to, t0 + 7 * BLOCK);
    }
}
