package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.POINT;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The output transform with what is fused into it, bias, ReLU and a 2×2 max pool, of {@link cnn.scratch.kernel.Winograd} over blocks. Each goes twice through a small loop, columns first, with the
 * half-done tile in a scratch array: unrolled as a whole they would be too large for the JIT.
 */
final class OutputTransform {
    /** Where the 4×4 pixels begin in the scratch array, behind 4×6 half-done values. */
    private static final int Z = 24 * BLOCK;

    private OutputTransform() {}

    /** See {@link cnn.scratch.kernel.Kernels#winogradOutput}. */
    static void transform(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] scratch) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), plus4 = FloatVector.broadcast(S, 4f);
        FloatVector plus8 = FloatVector.broadcast(S, 8f), one = FloatVector.broadcast(S, 1f);
        for (int l = 0; l < BLOCK; l += L) {
            columns(m, mo + l, scratch);
            FloatVector b = FloatVector.fromArray(S, bias, bo + l);
            for (int i = 0; i < rows; i++) {
                int p = i * 6 * BLOCK;
                int q = yo + i * rowStride + l;
                FloatVector d0 = FloatVector.fromArray(S, scratch, p).add(b);
                FloatVector d1 = FloatVector.fromArray(S, scratch, p + BLOCK);
                FloatVector d2 = FloatVector.fromArray(S, scratch, p + 2 * BLOCK);
                FloatVector d3 = FloatVector.fromArray(S, scratch, p + 3 * BLOCK);
                FloatVector d4 = FloatVector.fromArray(S, scratch, p + 4 * BLOCK);
                FloatVector d5 = FloatVector.fromArray(S, scratch, p + 5 * BLOCK).add(b);
                FloatVector even = d1.add(d2), odd = d1.sub(d2), even2 = d3.add(d4), odd2 = d3.sub(d4);
                FloatVector z0 = one.fma(even2, d0.add(even)), z1 = odd2.fma(plus2, odd.add(b));
                FloatVector z2 = even2.fma(plus4, even.add(b)), z3 = odd2.fma(plus8, odd.add(d5));
                z0.blend(floor, z0.compare(VectorOperators.LE, floor)).intoArray(y, q);
                if (columns > 1) {
                    z1.blend(floor, z1.compare(VectorOperators.LE, floor)).intoArray(y, q + BLOCK);
                }
                if (columns > 2) {
                    z2.blend(floor, z2.compare(VectorOperators.LE, floor)).intoArray(y, q + 2 * BLOCK);
                }
                if (columns > 3) {
                    z3.blend(floor, z3.compare(VectorOperators.LE, floor)).intoArray(y, q + 3 * BLOCK);
                }
            }
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#winogradOutputPooled}. */
    static void pooled(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] winners, int wo, float[] scratch) {
        for (int l = 0; l < BLOCK; l += L) {
            columns(m, mo + l, scratch);
            rows(scratch, bias, bo + l);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    window(
                            scratch, Z + (8 * i + 2 * j) * BLOCK, floor,
                            y, yo + i * rowStride + j * BLOCK + l, winners, wo + (2 * i + j) * BLOCK + l);
                }
            }
        }
    }

    /** Aᵀ times each of six columns. */
    private static void columns(float[] m, int mo, float[] scratch) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), plus4 = FloatVector.broadcast(S, 4f);
        FloatVector plus8 = FloatVector.broadcast(S, 8f), one = FloatVector.broadcast(S, 1f);
        for (int j = 0; j < 6; j++) {
            int p = mo + j * POINT;
            int q = j * BLOCK;
            FloatVector d0 = FloatVector.fromArray(S, m, p);
            FloatVector d1 = FloatVector.fromArray(S, m, p + 6 * POINT);
            FloatVector d2 = FloatVector.fromArray(S, m, p + 12 * POINT);
            FloatVector d3 = FloatVector.fromArray(S, m, p + 18 * POINT);
            FloatVector d4 = FloatVector.fromArray(S, m, p + 24 * POINT);
            FloatVector d5 = FloatVector.fromArray(S, m, p + 30 * POINT);
            FloatVector even = d1.add(d2), odd = d1.sub(d2), even2 = d3.add(d4), odd2 = d3.sub(d4);
            one.fma(even2, d0.add(even)).intoArray(scratch, q);
            odd2.fma(plus2, odd).intoArray(scratch, q + 6 * BLOCK);
            even2.fma(plus4, even).intoArray(scratch, q + 12 * BLOCK);
            odd2.fma(plus8, odd.add(d5)).intoArray(scratch, q + 18 * BLOCK);
        }
    }

    /** Each of four rows times A, plus bias, to 4×4 pixels behind the half-done tile. */
    private static void rows(float[] scratch, float[] bias, int bo) {
        FloatVector b = FloatVector.fromArray(S, bias, bo);
        FloatVector plus2 = FloatVector.broadcast(S, 2f), plus4 = FloatVector.broadcast(S, 4f);
        FloatVector plus8 = FloatVector.broadcast(S, 8f), one = FloatVector.broadcast(S, 1f);
        for (int i = 0; i < 4; i++) {
            int p = i * 6 * BLOCK;
            int q = Z + i * 4 * BLOCK;
            FloatVector d0 = FloatVector.fromArray(S, scratch, p).add(b);
            FloatVector d1 = FloatVector.fromArray(S, scratch, p + BLOCK);
            FloatVector d2 = FloatVector.fromArray(S, scratch, p + 2 * BLOCK);
            FloatVector d3 = FloatVector.fromArray(S, scratch, p + 3 * BLOCK);
            FloatVector d4 = FloatVector.fromArray(S, scratch, p + 4 * BLOCK);
            FloatVector d5 = FloatVector.fromArray(S, scratch, p + 5 * BLOCK).add(b);
            FloatVector even = d1.add(d2), odd = d1.sub(d2), even2 = d3.add(d4), odd2 = d3.sub(d4);
            one.fma(even2, d0.add(even)).intoArray(scratch, q);
            odd2.fma(plus2, odd.add(b)).intoArray(scratch, q + BLOCK);
            even2.fma(plus4, even.add(b)).intoArray(scratch, q + 2 * BLOCK);
            odd2.fma(plus8, odd.add(d5)).intoArray(scratch, q + 3 * BLOCK);
        }
    }

    /** The maximum of the 2×2 pixels at {@code from} of a tile, and which of them it is. */
    private static void window(
            float[] z, int from, float floor, float[] y, int yo, float[] winners, int wo) {
        FloatVector best = FloatVector.fromArray(S, z, from);
        FloatVector z1 = FloatVector.fromArray(S, z, from + BLOCK);
        FloatVector z2 = FloatVector.fromArray(S, z, from + 4 * BLOCK);
        FloatVector z3 = FloatVector.fromArray(S, z, from + 5 * BLOCK);
        VectorMask<Float> m1 = z1.compare(VectorOperators.GT, best);
        FloatVector best1 = best.blend(z1, m1);
        VectorMask<Float> m2 = z2.compare(VectorOperators.GT, best1);
        FloatVector best2 = best1.blend(z2, m2);
        VectorMask<Float> m3 = z3.compare(VectorOperators.GT, best2);
        FloatVector best3 = best2.blend(z3, m3);
        VectorMask<Float> shut = best3.compare(VectorOperators.LE, floor);
        FloatVector.zero(S).blend(1f, m1).blend(2f, m2).blend(3f, m3).blend(4f, shut).intoArray(winners, wo);
        best3.blend(floor, shut).intoArray(y, yo);
    }
}
