package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.ROWS;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** From a tile to the layer's output, with what is fused into it: bias, ReLU, 2×2 max pool; and the pool's way back. */
final class Stores {
    private Stores() {}

    /** See {@link cnn.scratch.kernel.Kernels#store}. */
    static void store(
            float[] tile, int to, float[] bias, int bo, boolean relu, float[] y, int yo, int[] rows, int at) {
        if (relu) {
            storeRelu(tile, to, bias, bo, y, yo, rows, at);
            return;
        }
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector add = FloatVector.fromArray(S, bias, bo + l);
            for (int i = 0; i < ROWS; i++) {
                FloatVector.fromArray(S, tile, to + i * BLOCK + l).add(add).intoArray(y, yo + rows[at + i] + l);
            }
        }
    }

    private static void storeRelu(
            float[] tile, int to, float[] bias, int bo, float[] y, int yo, int[] rows, int at) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector add = FloatVector.fromArray(S, bias, bo + l);
            for (int i = 0; i < ROWS; i++) {
                FloatVector z = FloatVector.fromArray(S, tile, to + i * BLOCK + l).add(add);
                z.blend(0f, z.compare(VectorOperators.LE, 0f)).intoArray(y, yo + rows[at + i] + l);
            }
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#storePooled}. */
    static void storePooled(
            float[] tile, int to, float[] bias, int bo, boolean relu,
            float[] y, int yo, int[] rows, int at, float[] winners, int wo) {
        // What a window must exceed to be open: nothing without ReLU.
        float threshold = relu ? 0f : Float.NEGATIVE_INFINITY;
        for (int k = 0; k < 2; k++) {
            for (int l = 0; l < BLOCK; l += L) {
                FloatVector add = FloatVector.fromArray(S, bias, bo + l);
                int from = to + 4 * k * BLOCK + l;
                FloatVector best = FloatVector.fromArray(S, tile, from).add(add);
                FloatVector z1 = FloatVector.fromArray(S, tile, from + BLOCK).add(add);
                FloatVector z2 = FloatVector.fromArray(S, tile, from + 2 * BLOCK).add(add);
                FloatVector z3 = FloatVector.fromArray(S, tile, from + 3 * BLOCK).add(add);
                VectorMask<Float> m1 = z1.compare(VectorOperators.GT, best);
                FloatVector best1 = best.blend(z1, m1);
                VectorMask<Float> m2 = z2.compare(VectorOperators.GT, best1);
                FloatVector best2 = best1.blend(z2, m2);
                VectorMask<Float> m3 = z3.compare(VectorOperators.GT, best2);
                FloatVector best3 = best2.blend(z3, m3);
                VectorMask<Float> shut = best3.compare(VectorOperators.LE, threshold);
                FloatVector winner =
                        FloatVector.zero(S).blend(1f, m1).blend(2f, m2).blend(3f, m3).blend(4f, shut);
                winner.intoArray(winners, wo + k * BLOCK + l);
                best3.blend(threshold, shut).intoArray(y, yo + rows[at + k] + l);
            }
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#spreadPooled}. */
    static void spreadPooled(
            float[] dy, int dyo, int[] windows, float[] winners, int wo, float[] dz, int dzo, int[] pixels, int at) {
        for (int k = 0; k < 2; k++) {
            for (int l = 0; l < BLOCK; l += L) {
                FloatVector winner = FloatVector.fromArray(S, winners, wo + k * BLOCK + l);
                FloatVector d = FloatVector.fromArray(S, dy, dyo + windows[at / 4 + k] + l);
                for (int i = 0; i < 4; i++) {
                    FloatVector.zero(S)
                            .blend(d, winner.compare(VectorOperators.EQ, (float) i))
                            .intoArray(dz, dzo + pixels[at + 4 * k + i] + l);
                }
            }
        }
    }
}
