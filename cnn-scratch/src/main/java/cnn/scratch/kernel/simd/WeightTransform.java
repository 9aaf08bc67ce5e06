package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;

/** The transform of the weights and its adjoint: a table of numbers from both sides. */
final class WeightTransform {
    private WeightTransform() {}

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
