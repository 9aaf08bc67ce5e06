package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.POINT;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;

/**
 * The input transform and its adjoint, of {@link cnn.scratch.kernel.Winograd} over blocks. Each goes twice through a small loop, columns first, with the
 * half-done tile in a scratch array; and each pass is a method or a round of a loop. C2 on JDK 17 boxes vectors in methods
 * whose parsing makes too many nodes, which about 50 vector operations in a method already can.
 */
final class InputTransform {
    private InputTransform() {}

    /** See {@link cnn.scratch.kernel.Kernels#winogradInput}. */
    static void transform(float[] x, int xo, int rowStride, float[] v, int vo, float[] scratch) {
        lines(x, xo, BLOCK, rowStride, scratch, 0, BLOCK, 6 * BLOCK);
        lines(scratch, 0, 6 * BLOCK, BLOCK, v, vo, 6 * POINT, POINT);
    }

    /**
     * Bᵀ times each of six lines: {@code step} from line to line, {@code along} from element to element. Longer
     * than the 325 bytecodes that C2 inlines at most, on purpose: twice in one method would be too large for it.
     */
    private static void lines(
            float[] from, int fo, int step, int along, float[] to, int o, int toStep, int toAlong) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), minus2 = FloatVector.broadcast(S, -2f);
        FloatVector plus4 = FloatVector.broadcast(S, 4f), minus4 = FloatVector.broadcast(S, -4f);
        FloatVector minus5 = FloatVector.broadcast(S, -5f);
        for (int l = 0; l < BLOCK; l += L) {
            for (int line = 0; line < 6; line++) {
                int p = fo + line * step + l;
                int q = o + line * toStep + l;
                FloatVector d0 = FloatVector.fromArray(S, from, p);
                FloatVector d1 = FloatVector.fromArray(S, from, p + along);
                FloatVector d2 = FloatVector.fromArray(S, from, p + 2 * along);
                FloatVector d3 = FloatVector.fromArray(S, from, p + 3 * along);
                FloatVector d4 = FloatVector.fromArray(S, from, p + 4 * along);
                FloatVector d5 = FloatVector.fromArray(S, from, p + 5 * along);
                FloatVector even = d2.fma(minus4, d4), odd = d1.fma(minus4, d3);
                FloatVector even2 = d4.sub(d2), odd2 = d3.sub(d1);
                d0.fma(plus4, d2.fma(minus5, d4)).intoArray(to, q);
                even.add(odd).intoArray(to, q + toAlong);
                even.sub(odd).intoArray(to, q + 2 * toAlong);
                odd2.fma(plus2, even2).intoArray(to, q + 3 * toAlong);
                odd2.fma(minus2, even2).intoArray(to, q + 4 * toAlong);
                d1.fma(plus4, d3.fma(minus5, d5)).intoArray(to, q + 5 * toAlong);
            }
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#winogradInputAdjoint}. */
    static void adjoint(float[] v, int vo, float[] dx, int dxo, int rowStride, float[] scratch) {
        for (int l = 0; l < BLOCK; l += L) {
            adjointColumns(v, vo + l, scratch);
            addAdjointRows(scratch, dx, dxo + l, rowStride);
        }
    }

    /** B times each of six columns. */
    private static void adjointColumns(float[] v, int vo, float[] scratch) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), minus2 = FloatVector.broadcast(S, -2f);
        FloatVector plus4 = FloatVector.broadcast(S, 4f), minus4 = FloatVector.broadcast(S, -4f);
        FloatVector minus5 = FloatVector.broadcast(S, -5f), one = FloatVector.broadcast(S, 1f);
        for (int j = 0; j < 6; j++) {
            int p = vo + j * POINT;
            int q = j * BLOCK;
            FloatVector v0 = FloatVector.fromArray(S, v, p);
            FloatVector v1 = FloatVector.fromArray(S, v, p + 6 * POINT);
            FloatVector v2 = FloatVector.fromArray(S, v, p + 12 * POINT);
            FloatVector v3 = FloatVector.fromArray(S, v, p + 18 * POINT);
            FloatVector v4 = FloatVector.fromArray(S, v, p + 24 * POINT);
            FloatVector v5 = FloatVector.fromArray(S, v, p + 30 * POINT);
            FloatVector even = v1.add(v2), odd = v1.sub(v2), even2 = v3.add(v4), odd2 = v3.sub(v4);
            v0.mul(plus4).intoArray(scratch, q);
            odd2.fma(minus2, v5.sub(odd).mul(plus4)).intoArray(scratch, q + 6 * BLOCK);
            v0.fma(minus5, even.fma(minus4, even2.neg())).intoArray(scratch, q + 12 * BLOCK);
            v5.fma(minus5, odd2.fma(plus2, odd)).intoArray(scratch, q + 18 * BLOCK);
            one.fma(even2, v0.add(even)).intoArray(scratch, q + 24 * BLOCK);
            v5.intoArray(scratch, q + 30 * BLOCK);
        }
    }

    /** Each of six rows times Bᵀ, added to dx. */
    private static void addAdjointRows(float[] scratch, float[] dx, int dxo, int rowStride) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), minus2 = FloatVector.broadcast(S, -2f);
        FloatVector plus4 = FloatVector.broadcast(S, 4f), minus4 = FloatVector.broadcast(S, -4f);
        FloatVector minus5 = FloatVector.broadcast(S, -5f), one = FloatVector.broadcast(S, 1f);
        for (int i = 0; i < 6; i++) {
            int p = i * 6 * BLOCK;
            int q = dxo + i * rowStride;
            FloatVector v0 = FloatVector.fromArray(S, scratch, p);
            FloatVector v1 = FloatVector.fromArray(S, scratch, p + BLOCK);
            FloatVector v2 = FloatVector.fromArray(S, scratch, p + 2 * BLOCK);
            FloatVector v3 = FloatVector.fromArray(S, scratch, p + 3 * BLOCK);
            FloatVector v4 = FloatVector.fromArray(S, scratch, p + 4 * BLOCK);
            FloatVector v5 = FloatVector.fromArray(S, scratch, p + 5 * BLOCK);
            FloatVector even = v1.add(v2), odd = v1.sub(v2), even2 = v3.add(v4), odd2 = v3.sub(v4);
            FloatVector x0 = FloatVector.fromArray(S, dx, q), x1 = FloatVector.fromArray(S, dx, q + BLOCK);
            FloatVector x2 = FloatVector.fromArray(S, dx, q + 2 * BLOCK), x3 = FloatVector.fromArray(S, dx, q + 3 * BLOCK);
            FloatVector x4 = FloatVector.fromArray(S, dx, q + 4 * BLOCK), x5 = FloatVector.fromArray(S, dx, q + 5 * BLOCK);
            v0.fma(plus4, x0).intoArray(dx, q);
            odd2.fma(minus2, v5.sub(odd).fma(plus4, x1)).intoArray(dx, q + BLOCK);
            v0.fma(minus5, even.fma(minus4, x2.sub(even2))).intoArray(dx, q + 2 * BLOCK);
            v5.fma(minus5, odd2.fma(plus2, odd.add(x3))).intoArray(dx, q + 3 * BLOCK);
            one.fma(v0.add(even), even2.add(x4)).intoArray(dx, q + 4 * BLOCK);
            one.fma(v5, x5).intoArray(dx, q + 5 * BLOCK);
        }
    }
}
