package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;

/** Normalisation of whole samples, each element with a scale and a shift of its own. */
public final class ScalarElementNormalization {
    private ScalarElementNormalization() {}

    /** See {@link Kernels#normalizeElements}. */
    public static void normalize(
            float[] x, int xo, float mean, float scale, float[] gamma, float[] beta, int go, int n, float[] y, int yo) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (x[xo + i] - mean) * scale * gamma[go + i] + beta[go + i];
        }
    }

    /** See {@link Kernels#addElementGradient}. */
    public static void addGradient(
            float[] x, int xo, float[] dy, int dyo, float mean, float scale, float[] gamma, int go, int n,
            float[] dgamma, float[] dbeta, float[] sums, int so, int po) {
        for (int i = 0; i < n; i++) {
            float d = dy[dyo + i];
            float distance = x[xo + i] - mean;
            float g = gamma[go + i] * d;
            dgamma[go + i] += d * distance * scale;
            dbeta[go + i] += d;
            sums[so + i % BLOCK] += g;
            sums[po + i % BLOCK] += g * distance;
        }
    }

    /** See {@link Kernels#elementsBackward}. */
    public static void backward(
            float[] x, int xo, float[] dy, int dyo, float mean, float scale, float offset, float slope,
            float[] gamma, int go, int n, float[] dx, int dxo) {
        for (int i = 0; i < n; i++) {
            float distance = x[xo + i] - mean;
            dx[dxo + i] = scale * (gamma[go + i] * dy[dyo + i] - offset - distance * slope);
        }
    }
}
