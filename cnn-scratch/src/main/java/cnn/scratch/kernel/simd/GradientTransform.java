package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.POINT;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The adjoint of the output transform, and what makes a tile of the gradient for it, of {@link cnn.scratch.kernel.Winograd} over blocks. Each goes twice through a small loop, columns first, with the
 * half-done tile in a scratch array: unrolled as a whole they would be too large for the JIT.
 */
final class GradientTransform {
    private GradientTransform() {}

    /** See {@link cnn.scratch.kernel.Kernels#winogradGradient}. */
    static void transform(float[] dz, float[] dm, int mo, float[] db, int dbo, float[] scratch) {
        for (int l = 0; l < BLOCK; l += L) {
            addPixels(dz, l, db, dbo + l);
        }
        lines(4, dz, 0, BLOCK, 4 * BLOCK, scratch, 0, BLOCK, 4 * BLOCK);
        lines(6, scratch, 0, 4 * BLOCK, BLOCK, dm, mo, 6 * POINT, POINT);
    }

    /**
     * A times each of some lines: {@code step} from line to line, {@code along} from element to element. Longer
     * than the 325 bytecodes that C2 inlines at most, on purpose: twice in one method would be too large for it.
     */
    private static void lines(
            int count, float[] from, int fo, int step, int along, float[] to, int o, int toStep, int toAlong) {
        FloatVector plus2 = FloatVector.broadcast(S, 2f), minus2 = FloatVector.broadcast(S, -2f);
        FloatVector plus4 = FloatVector.broadcast(S, 4f);
        FloatVector one = FloatVector.broadcast(S, 1f), minusOne = FloatVector.broadcast(S, -1f);
        for (int l = 0; l < BLOCK; l += L) {
            for (int line = 0; line < count; line++) {
                int p0 = fo + line * step + l;
                int p1 = p0 + along;
                int p2 = p1 + along;
                int p3 = p2 + along;
                FloatVector d0 = FloatVector.fromArray(S, from, p0);
                FloatVector d1 = FloatVector.fromArray(S, from, p1);
                FloatVector d2 = FloatVector.fromArray(S, from, p2);
                FloatVector d3 = FloatVector.fromArray(S, from, p3);
                FloatVector even = d0.add(d2), odd = d1.add(d3);
                FloatVector even2 = d2.fma(plus4, d0), odd2 = d3.fma(plus4, d1);
                int q0 = o + line * toStep + l;
                int q1 = q0 + toAlong;
                int q2 = q1 + toAlong;
                int q3 = q2 + toAlong;
                int q4 = q3 + toAlong;
                int q5 = q4 + toAlong;
                d0.intoArray(to, q0);
                one.fma(odd, even).intoArray(to, q1);
                minusOne.fma(odd, even).intoArray(to, q2);
                odd2.fma(plus2, even2).intoArray(to, q3);
                odd2.fma(minus2, even2).intoArray(to, q4);
                d3.intoArray(to, q5);
            }
        }
    }

    /** Four sums side by side, because additions that wait for each other are slow. */
    private static void addPixels(float[] dz, int l, float[] db, int dbo) {
        FloatVector c0 = FloatVector.fromArray(S, dz, l), c1 = FloatVector.fromArray(S, dz, l + BLOCK);
        FloatVector c2 = FloatVector.fromArray(S, dz, l + 2 * BLOCK), c3 = FloatVector.fromArray(S, dz, l + 3 * BLOCK);
        int p = l + 4 * BLOCK;
        do {
            c0 = c0.add(FloatVector.fromArray(S, dz, p));
            c1 = c1.add(FloatVector.fromArray(S, dz, p + BLOCK));
            c2 = c2.add(FloatVector.fromArray(S, dz, p + 2 * BLOCK));
            c3 = c3.add(FloatVector.fromArray(S, dz, p + 3 * BLOCK));
            p += 4 * BLOCK;
        } while (p < 16 * BLOCK);
        FloatVector sum = c0.add(c1), sum2 = c2.add(c3);
        FloatVector.broadcast(S, 1f).fma(sum.add(sum2), FloatVector.fromArray(S, db, dbo)).intoArray(db, dbo);
    }

    /** See {@link cnn.scratch.kernel.Kernels#tileGradient}. */
    static void tile(
            float[] dy, int dyo, int dyRow, float[] y, int yo, int yRow, boolean relu, int rows, int columns, float[] dz) {
        clearUnlessWhole(rows * columns, 16, dz);
        for (int i = 0; i < rows; i++) {
            int to = i * 4 * BLOCK;
            if (relu) {
                Elementwise.reluBackward(y, yo + i * yRow, dy, dyo + i * dyRow, dz, to, columns * BLOCK);
            } else {
                System.arraycopy(dy, dyo + i * dyRow, dz, to, columns * BLOCK);
            }
        }
    }

    private static void clearUnlessWhole(int given, int whole, float[] dz) {
        if (given < whole) {
            Arrays.fill(dz, 0, 16 * BLOCK, 0f);
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#tileGradientPooled}. */
    static void tilePooled(
            float[] dy, int dyo, int dyRow, float[] winners, int wo, int rows, int columns, float[] dz) {
        clearUnlessWhole(rows * columns, 4, dz);
        for (int i = 0; i < rows; i++) {
            for (int at = 0; at < columns * BLOCK; at += L) {
                FloatVector winner = FloatVector.fromArray(S, winners, wo + 2 * i * BLOCK + at);
                FloatVector d = FloatVector.fromArray(S, dy, dyo + i * dyRow + at);
                int corner = 8 * i * BLOCK + at / BLOCK * BLOCK + at;
                FloatVector zero = FloatVector.zero(S);
                zero.blend(d, winner.compare(VectorOperators.EQ, 0f)).intoArray(dz, corner);
                zero.blend(d, winner.compare(VectorOperators.EQ, 1f)).intoArray(dz, corner + BLOCK);
                zero.blend(d, winner.compare(VectorOperators.EQ, 2f)).intoArray(dz, corner + 4 * BLOCK);
                zero.blend(d, winner.compare(VectorOperators.EQ, 3f)).intoArray(dz, corner + 5 * BLOCK);
            }
        }
    }
}
