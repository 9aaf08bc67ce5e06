package cnn.scratch.kernel.simd;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.simd.Lanes.L;
import static cnn.scratch.kernel.simd.Lanes.S;

import cnn.scratch.kernel.ScalarElementNormalization;
import jdk.incubator.vector.FloatVector;

/**
 * Normalisation of whole samples, each element with a scale and a shift of its own; what is left over by plain loops.
 */
final class ElementNormalization {
    private ElementNormalization() {}

    /** See {@link cnn.scratch.kernel.Kernels#normalizeElements}. */
    static void normalize(
            float[] x, int xo, float mean, float scale, float[] gamma, float[] beta, int go, int n, float[] y, int yo) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector.fromArray(S, x, xo + i)
                    .sub(mean)
                    .mul(scale)
                    .mul(FloatVector.fromArray(S, gamma, go + i))
                    .add(FloatVector.fromArray(S, beta, go + i))
                    .intoArray(y, yo + i);
        }
        ScalarElementNormalization.normalize(
                x, xo + i, mean, scale, gamma, beta, go + i, n - i, y, yo + i);
    }

    /** See {@link cnn.scratch.kernel.Kernels#addElementGradient}. */
    static void addGradient(
            float[] x, int xo, float[] dy, int dyo, float mean, float scale, float[] gamma, int go, int n,
            float[] dgamma, float[] dbeta, float[] sums, int so, int po) {
        int whole = n - n % BLOCK;
        if (whole > 0) {
            for (int l = 0; l < BLOCK; l += L) {
                FloatVector sum = FloatVector.zero(S), product = FloatVector.zero(S);
                int i = l;
                do {
                    FloatVector distance = FloatVector.fromArray(S, x, xo + i).sub(mean);
                    FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
                    FloatVector g = d.mul(FloatVector.fromArray(S, gamma, go + i));
                    d.mul(distance.mul(scale)).add(FloatVector.fromArray(S, dgamma, go + i)).intoArray(dgamma, go + i);
                    d.add(FloatVector.fromArray(S, dbeta, go + i)).intoArray(dbeta, go + i);
                    sum = sum.add(g);
                    product = g.fma(distance, product);
                    i += BLOCK;
                } while (i < whole);
                FloatVector.fromArray(S, sums, so + l).add(sum).intoArray(sums, so + l);
                FloatVector.fromArray(S, sums, po + l).add(product).intoArray(sums, po + l);
            }
        }
        ScalarElementNormalization.addGradient(
                x, xo + whole, dy, dyo + whole, mean, scale, gamma, go + whole, n - whole,
                dgamma, dbeta, sums, so, po);
    }

    /** See {@link cnn.scratch.kernel.Kernels#elementsBackward}. */
    static void backward(
            float[] x, int xo, float[] dy, int dyo, float mean, float scale, float offset, float slope,
            float[] gamma, int go, int n, float[] dx, int dxo) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector distance = FloatVector.fromArray(S, x, xo + i).sub(mean);
            FloatVector g = FloatVector.fromArray(S, dy, dyo + i).mul(FloatVector.fromArray(S, gamma, go + i));
            g.sub(offset).sub(distance.mul(slope)).mul(scale).intoArray(dx, dxo + i);
        }
        ScalarElementNormalization.backward(
                x, xo + i, dy, dyo + i, mean, scale, offset, slope, gamma, go + i, n - i, dx, dxo + i);
    }
}
