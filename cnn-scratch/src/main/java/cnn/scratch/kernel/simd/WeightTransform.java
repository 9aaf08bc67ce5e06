package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;

/** The transform of 3×3 weights and its adjoint, over blocks; columns first, as {@link InputTransform}. */
final class WeightTransform {
    private WeightTransform() {}

    /** See {@link cnn.scratch.kernel.Kernels#winogradWeights}. */
    static void transform(float[] w, int wo, int wStride, float[] u, int uo, int uStride, float[] scratch) {
        for (int l = 0; l < BLOCK; l += L) {
            for (int j = 0; j < 3; j++) {
                sixths(w, wo + j * wStride + l, 3 * wStride, scratch, j * BLOCK, 3 * BLOCK);
            }
            for (int i = 0; i < 6; i++) {
                sixths(scratch, i * 3 * BLOCK, BLOCK, u, uo + i * 6 * uStride + l, uStride);
            }
        }
    }

    /** G times a column of 3. */
    private static void sixths(float[] w, int from, int step, float[] u, int to, int uStep) {
        FloatVector w0 = FloatVector.fromArray(S, w, from);
        FloatVector w1 = FloatVector.fromArray(S, w, from + step);
        FloatVector w2 = FloatVector.fromArray(S, w, from + 2 * step);
        FloatVector even = w0.add(w2), even2 = w2.mul(4f).add(w0), odd2 = w1.add(w1);
        w0.mul(1 / 4f).intoArray(u, to);
        even.add(w1).mul(-1 / 6f).intoArray(u, to + uStep);
        even.sub(w1).mul(-1 / 6f).intoArray(u, to + 2 * uStep);
        even2.add(odd2).mul(1 / 24f).intoArray(u, to + 3 * uStep);
        even2.sub(odd2).mul(1 / 24f).intoArray(u, to + 4 * uStep);
        w2.intoArray(u, to + 5 * uStep);
    }

    /** See {@link cnn.scratch.kernel.Kernels#winogradWeightsAdjoint}. */
    static void adjoint(float[] du, int uo, int uStride, float[] dw, int wo, int wStride, float[] scratch) {
        for (int l = 0; l < BLOCK; l += L) {
            for (int j = 0; j < 6; j++) {
                thirds(du, uo + j * uStride + l, 6 * uStride, scratch, j * BLOCK, 6 * BLOCK);
            }
            for (int i = 0; i < 3; i++) {
                thirds(scratch, i * 6 * BLOCK, BLOCK, dw, wo + i * 3 * wStride + l, wStride);
            }
        }
    }

    /** Gᵀ times a column of 6. */
    private static void thirds(float[] u, int from, int step, float[] w, int to, int wStep) {
        FloatVector u0 = FloatVector.fromArray(S, u, from);
        FloatVector u1 = FloatVector.fromArray(S, u, from + step);
        FloatVector u2 = FloatVector.fromArray(S, u, from + 2 * step);
        FloatVector u3 = FloatVector.fromArray(S, u, from + 3 * step);
        FloatVector u4 = FloatVector.fromArray(S, u, from + 4 * step);
        FloatVector u5 = FloatVector.fromArray(S, u, from + 5 * step);
        FloatVector even = u1.add(u2).mul(1 / 6f), even2 = u3.add(u4);
        u0.mul(1 / 4f).sub(even).add(even2.mul(1 / 24f)).intoArray(w, to);
        u2.sub(u1).mul(1 / 6f).add(u3.sub(u4).mul(1 / 12f)).intoArray(w, to + wStep);
        even2.mul(1 / 6f).sub(even).add(u5).intoArray(w, to + 2 * wStep);
    }
}
