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
        lines(6, m, mo, POINT, 6 * POINT, scratch, 0, BLOCK, 6 * BLOCK);
        lines(4, scratch, 0, 6 * BLOCK, BLOCK, scratch, Z, 4 * BLOCK, BLOCK);
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector add = FloatVector.fromArray(S, bias, bo + l);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    FloatVector z = FloatVector.fromArray(S, scratch, Z + (4 * i + j) * BLOCK + l).add(add);
                    z.blend(floor, z.compare(VectorOperators.LE, floor)).intoArray(y, yo + i * rowStride + j * BLOCK + l);
                }
            }
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#winogradOutputPooled}. */
    static void pooled(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] winners, int wo, float[] scratch) {
        lines(6, m, mo, POINT, 6 * POINT, scratch, 0, BLOCK, 6 * BLOCK);
        lines(4, scratch, 0, 6 * BLOCK, BLOCK, scratch, Z, 4 * BLOCK, BLOCK);
        for (int l = 0; l < BLOCK; l += L) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    window(
                            scratch, Z + (8 * i + 2 * j) * BLOCK + l, bias, bo + l, floor,
                            y, yo + i * rowStride + j * BLOCK + l, winners, wo + (2 * i + j) * BLOCK + l);
                }
            }
        }
    }

    /**
     * Aᵀ times each of some lines: {@code step} from line to line, {@code along} from element to element. Longer
     * than the 325 bytecodes that C2 inlines at most, on purpose: twice in one method would be too large for it.
     */
    private static void lines(
            int count, float[] from, int fo, int step, int along, float[] to, int o, int toStep, int toAlong) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), plus4 = FloatVector.broadcast(S, 4f);
        FloatVector plus8 = FloatVector.broadcast(S, 8f), one = FloatVector.broadcast(S, 1f);
        for (int l = 0; l < BLOCK; l += L) {
            for (int line = 0; line < count; line++) {
                int p0 = fo + line * step + l;
                int p1 = p0 + along;
                int p2 = p1 + along;
                int p3 = p2 + along;
                int p4 = p3 + along;
                int p5 = p4 + along;
                FloatVector d0 = FloatVector.fromArray(S, from, p0);
                FloatVector d1 = FloatVector.fromArray(S, from, p1);
                FloatVector d2 = FloatVector.fromArray(S, from, p2);
                FloatVector d3 = FloatVector.fromArray(S, from, p3);
                FloatVector d4 = FloatVector.fromArray(S, from, p4);
                FloatVector d5 = FloatVector.fromArray(S, from, p5);
                FloatVector even = d1.add(d2), odd = d1.sub(d2), even2 = d3.add(d4), odd2 = d3.sub(d4);
                int q0 = o + line * toStep + l;
                int q1 = q0 + toAlong;
                int q2 = q1 + toAlong;
                int q3 = q2 + toAlong;
                one.fma(even2, d0.add(even)).intoArray(to, q0);
                odd2.fma(plus2, odd).intoArray(to, q1);
                even2.fma(plus4, even).intoArray(to, q2);
                odd2.fma(plus8, odd.add(d5)).intoArray(to, q3);
            }
        }
    }

    /** The maximum of the 2×2 pixels at {@code from} of a tile, and which of them it is. */
    private static void window(
            float[] z, int from, float[] bias, int bo, float floor, float[] y, int yo, float[] winners, int wo) {
        FloatVector add = FloatVector.fromArray(S, bias, bo);
        FloatVector best = FloatVector.fromArray(S, z, from).add(add);
        FloatVector z1 = FloatVector.fromArray(S, z, from + BLOCK).add(add);
        FloatVector z2 = FloatVector.fromArray(S, z, from + 4 * BLOCK).add(add);
        FloatVector z3 = FloatVector.fromArray(S, z, from + 5 * BLOCK).add(add);
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
