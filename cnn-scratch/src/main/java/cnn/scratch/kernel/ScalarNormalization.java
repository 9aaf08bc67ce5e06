package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;

/** Batch normalisation over pixels of a block. */
final class ScalarNormalization {
    private ScalarNormalization() {}

    /** See {@link Kernels#addSquares}. */
    static void addSquares(float[] x, int xo, int pixels, float[] mean, int mo, float[] sums, int so) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                float distance = x[xo + p * BLOCK + l] - mean[mo + l];
                sums[so + l] += distance * distance;
            }
        }
    }

    /** See {@link Kernels#normalize}. */
    static void normalize(
            float[] x, int xo, int pixels, float[] mean, float[] scale, float[] shift, int co, float floor,
            float[] y, int yo) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                int c = co + l;
                y[yo + p * BLOCK + l] = Scalars.clamp((x[xo + p * BLOCK + l] - mean[c]) * scale[c] + shift[c], floor);
            }
        }
    }

    /** See {@link Kernels#addNormalizeGradient}. */
    static void addNormalizeGradient(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift, int co,
            float floor, float[] sums, float[] products, int so) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                int c = co + l;
                float distance = x[xo + p * BLOCK + l] - mean[c];
                float d = distance * scale[c] + shift[c] <= floor ? 0 : dy[dyo + p * BLOCK + l];
                sums[so + l] += d;
                products[so + l] += d * distance;
            }
        }
    }

    /** See {@link Kernels#normalizeBackward}. */
    static void normalizeBackward(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                int c = co + l;
                float distance = x[xo + p * BLOCK + l] - mean[c];
                float d = distance * scale[c] + shift[c] <= floor ? 0 : dy[dyo + p * BLOCK + l];
                dx[dxo + p * BLOCK + l] = factor[c] * (d - offset[c] - distance * slope[c]);
            }
        }
    }

    /** See {@link Kernels#normalizeBackwardInGroups}. */
    static void normalizeBackwardInGroups(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                int c = co + l;
                float distance = x[xo + p * BLOCK + l] - mean[c];
                float d = distance * scale[c] + shift[c] <= floor ? 0 : dy[dyo + p * BLOCK + l];
                dx[dxo + p * BLOCK + l] = factor[c] * d - offset[c] - distance * slope[c];
            }
        }
    }
}
