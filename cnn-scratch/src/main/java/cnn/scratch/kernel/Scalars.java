package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;

/** What the scalar kernels have in common. */
final class Scalars {
    private Scalars() {}

    static void multiplyAdd(float factor, float[] x, int xo, float[] y, int yo) {
        for (int l = 0; l < BLOCK; l++) {
            y[yo + l] += factor * x[xo + l];
        }
    }

    static void multiplyAdd(float[] a, int ao, float[] b, int bo, float[] sums, int so) {
        for (int l = 0; l < BLOCK; l++) {
            sums[so + l] += a[ao + l] * b[bo + l];
        }
    }

    static float finish(float z, boolean relu) {
        return relu && z <= 0 ? 0 : z;
    }

    static float clamp(float z, float floor) {
        return z <= floor ? floor : z;
    }
}
