package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Batch normalisation over pixels of a block, at memory speed. */
final class Normalization {
    private Normalization() {}

    /** See {@link cnn.scratch.kernel.Kernels#addSquares}. */
    static void addSquares(float[] x, int xo, int pixels, float[] mean, int mo, float[] sums, int so) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector mu = FloatVector.fromArray(S, mean, mo + l);
            FloatVector sum = FloatVector.zero(S);
            int p = xo + l;
            int end = p + pixels * BLOCK;
            do {
                FloatVector distance = FloatVector.fromArray(S, x, p).sub(mu);
                sum = distance.fma(distance, sum);
                p += BLOCK;
            } while (p < end);
            FloatVector.fromArray(S, sums, so + l).add(sum).intoArray(sums, so + l);
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#normalize}. */
    static void forward(
            float[] x, int xo, int pixels, float[] mean, float[] scale, float[] shift, int co, float floor,
            float[] y, int yo) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector mu = FloatVector.fromArray(S, mean, co + l);
            FloatVector a = FloatVector.fromArray(S, scale, co + l);
            FloatVector b = FloatVector.fromArray(S, shift, co + l);
            int p = l;
            do {
                FloatVector z = FloatVector.fromArray(S, x, xo + p).sub(mu).mul(a).add(b);
                z.blend(floor, z.compare(VectorOperators.LE, floor)).intoArray(y, yo + p);
                p += BLOCK;
            } while (p < pixels * BLOCK);
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#addNormalizeGradient}. */
    static void addGradient(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift, int co,
            float floor, float[] sums, float[] products, int so) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector mu = FloatVector.fromArray(S, mean, co + l);
            FloatVector a = FloatVector.fromArray(S, scale, co + l);
            FloatVector b = FloatVector.fromArray(S, shift, co + l);
            FloatVector sum = FloatVector.zero(S), product = FloatVector.zero(S);
            int p = l;
            do {
                FloatVector distance = FloatVector.fromArray(S, x, xo + p).sub(mu);
                FloatVector z = distance.mul(a).add(b);
                FloatVector d = FloatVector.fromArray(S, dy, dyo + p).blend(0f, z.compare(VectorOperators.LE, floor));
                sum = sum.add(d);
                product = d.fma(distance, product);
                p += BLOCK;
            } while (p < pixels * BLOCK);
            FloatVector.fromArray(S, sums, so + l).add(sum).intoArray(sums, so + l);
            FloatVector.fromArray(S, products, so + l).add(product).intoArray(products, so + l);
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#normalizeBackward}. */
    static void backward(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector mu = FloatVector.fromArray(S, mean, co + l);
            FloatVector a = FloatVector.fromArray(S, scale, co + l);
            FloatVector b = FloatVector.fromArray(S, shift, co + l);
            FloatVector f = FloatVector.fromArray(S, factor, co + l);
            FloatVector o = FloatVector.fromArray(S, offset, co + l);
            FloatVector s = FloatVector.fromArray(S, slope, co + l);
            int p = l;
            do {
                FloatVector distance = FloatVector.fromArray(S, x, xo + p).sub(mu);
                FloatVector z = distance.mul(a).add(b);
                FloatVector d = FloatVector.fromArray(S, dy, dyo + p).blend(0f, z.compare(VectorOperators.LE, floor));
                d.sub(o).sub(distance.mul(s)).mul(f).intoArray(dx, dxo + p);
                p += BLOCK;
            } while (p < pixels * BLOCK);
        }
    }

    /** See {@link cnn.scratch.kernel.Kernels#normalizeBackwardInGroups}. */
    static void backwardInGroups(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo) {
        for (int l = 0; l < BLOCK; l += L) {
            FloatVector mu = FloatVector.fromArray(S, mean, co + l);
            FloatVector a = FloatVector.fromArray(S, scale, co + l);
            FloatVector b = FloatVector.fromArray(S, shift, co + l);
            FloatVector f = FloatVector.fromArray(S, factor, co + l);
            FloatVector o = FloatVector.fromArray(S, offset, co + l);
            FloatVector s = FloatVector.fromArray(S, slope, co + l);
            int p = l;
            do {
                FloatVector distance = FloatVector.fromArray(S, x, xo + p).sub(mu);
                FloatVector z = distance.mul(a).add(b);
                FloatVector d = FloatVector.fromArray(S, dy, dyo + p).blend(0f, z.compare(VectorOperators.LE, floor));
                d.mul(f).sub(o).sub(distance.mul(s)).intoArray(dx, dxo + p);
                p += BLOCK;
            } while (p < pixels * BLOCK);
        }
    }
}
