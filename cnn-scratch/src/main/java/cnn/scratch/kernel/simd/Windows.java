package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import cnn.scratch.kernel.Kernels.Window;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Pooling over windows of any size, one block of channels at a time. */
final class Windows {
    private Windows() {}

    static void max(float[] x, int xo, Window window, float[] y, int yo, float[] winners, int wo) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector best = FloatVector.fromArray(S, x, xo + l);
            FloatVector winner = FloatVector.broadcast(S, (float) window.first());
            int r = 0;
            do {
                int p = xo + r * window.rowStride() + l;
                int tap = window.first() + r * window.perRow();
                int end = tap + window.columns();
                do {
                    FloatVector v = FloatVector.fromArray(S, x, p);
                    VectorMask<Float> larger = v.compare(VectorOperators.GT, best);
                    best = best.blend(v, larger);
                    winner = winner.blend((float) tap, larger);
                    p += BLOCK;
                } while (++tap < end);
            } while (++r < window.rows());
            best.intoArray(y, yo + l);
            winner.intoArray(winners, wo + l);
        }
    }

    static void maxBackward(float[] dy, int dyo, float[] winners, int wo, float[] dx, int dxo, Window window) {
        for (int l = 0; l < BLOCK; l += L) {
            for (int r = 0; r < window.rows(); r++) {
                int p = dxo + r * window.rowStride() + l;
                int tap = window.first() + r * window.perRow();
                for (int c = 0; c < window.columns(); c++) {
                    FloatVector winner = FloatVector.fromArray(S, winners, wo + l);
                    FloatVector d = FloatVector.fromArray(S, dy, dyo + l);
                    FloatVector sum = FloatVector.fromArray(S, dx, p + c * BLOCK);
                    sum.blend(sum.add(d), winner.compare(VectorOperators.EQ, (float) (tap + c)))
                            .intoArray(dx, p + c * BLOCK);
                }
            }
        }
    }

    static void sum(float[] x, int xo, Window window, float scale, float[] y, int yo) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector sum = FloatVector.zero(S);
            int r = 0;
            do {
                int p = xo + r * window.rowStride() + l;
                int end = p + window.columns() * BLOCK;
                do {
                    sum = sum.add(FloatVector.fromArray(S, x, p));
                    p += BLOCK;
                } while (p < end);
            } while (++r < window.rows());
            sum.mul(scale).intoArray(y, yo + l);
        }
    }

    static void sumBackward(float[] dy, int dyo, float scale, float[] dx, int dxo, Window window) {
        for (int l = 0; l < BLOCK; l += L) {
            for (int r = 0; r < window.rows(); r++) {
                int p = dxo + r * window.rowStride() + l;
                for (int c = 0; c < window.columns(); c++) {
                    FloatVector d = FloatVector.fromArray(S, dy, dyo + l).mul(scale);
                    FloatVector.fromArray(S, dx, p + c * BLOCK).add(d).intoArray(dx, p + c * BLOCK);
                }
            }
        }
    }
}
