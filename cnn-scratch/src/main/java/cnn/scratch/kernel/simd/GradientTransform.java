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
        FloatVector plus2 = FloatVector.broadcast(S, 2f), minus2 = FloatVector.broadcast(S, -2f);
        FloatVector plus4 = FloatVector.broadcast(S, 4f);
        FloatVector one = FloatVector.broadcast(S, 1f), minusOne = FloatVector.broadcast(S, -1f);
        for (int l = 0; l < BLOCK; l += L) {
            addPixels(dz, l, db, dbo + l);
            for (int j = 0; j < 4; j++) {
                int p = j * BLOCK + l;
                int q = j * BLOCK;
                FloatVector d0 = FloatVector.fromArray(S, dz, p);
                FloatVector d1 = FloatVector.fromArray(S, dz, p + 4 * BLOCK);
                FloatVector d2 = FloatVector.fromArray(S, dz, p + 8 * BLOCK);
                FloatVector d3 = FloatVector.fromArray(S, dz, p + 12 * BLOCK);
                FloatVector even = d0.add(d2), odd = d1.add(d3);
                FloatVector even2 = d2.fma(plus4, d0), odd2 = d3.fma(plus4, d1);
                d0.intoArray(scratch, q);
                one.fma(odd, even).intoArray(scratch, q + 4 * BLOCK);
                minusOne.fma(odd, even).intoArray(scratch, q + 2 * 4 * BLOCK);
                odd2.fma(plus2, even2).intoArray(scratch, q + 3 * 4 * BLOCK);
                odd2.fma(minus2, even2).intoArray(scratch, q + 4 * 4 * BLOCK);
                d3.intoArray(scratch, q + 5 * 4 * BLOCK);
            }
            for (int i = 0; i < 6; i++) {
                int p = i * 4 * BLOCK;
                int q = mo + i * 6 * POINT + l;
                FloatVector d0 = FloatVector.fromArray(S, scratch, p);
                FloatVector d1 = FloatVector.fromArray(S, scratch, p + BLOCK);
                FloatVector d2 = FloatVector.fromArray(S, scratch, p + 2 * BLOCK);
                FloatVector d3 = FloatVector.fromArray(S, scratch, p + 3 * BLOCK);
                FloatVector even = d0.add(d2), odd = d1.add(d3);
                FloatVector even2 = d2.fma(plus4, d0), odd2 = d3.fma(plus4, d1);
                d0.intoArray(dm, q);
                one.fma(odd, even).intoArray(dm, q + POINT);
                minusOne.fma(odd, even).intoArray(dm, q + 2 * POINT);
                odd2.fma(plus2, even2).intoArray(dm, q + 3 * POINT);
                odd2.fma(minus2, even2).intoArray(dm, q + 4 * POINT);
                d3.intoArray(dm, q + 5 * POINT);
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
