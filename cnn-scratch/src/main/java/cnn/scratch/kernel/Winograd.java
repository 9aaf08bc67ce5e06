package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;

import cnn.backend.Arithmetic;

/**
 * Winograd's minimal filtering F(4×4, 3×3): 4×4 outputs of a 3×3 convolution from a 6×6 patch with 36 products instead of
 * 144, as y = Aᵀ·[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]·A. The matrices are derived in docs/winograd.md; here they are as tables, and
 * as one-dimensional transforms over the lanes of a block. Source: A. Lavin and S. Gray, Fast Algorithms for Convolutional
 * Neural Networks, CVPR 2016 (arXiv:1509.09308), section 4.
 */
public final class Winograd {
    /** The points that the matrices are made on, for whoever judges the rounding. */
    public static final Arithmetic ARITHMETIC = new Arithmetic.Winograd(1, 2);

    /** Points of a transformed tile. */
    public static final int POINTS = 36;

    /** Floats of a block of eight transformed tiles, {@code [36][8][16]}. */
    public static final int GROUP = POINTS * Kernels.POINT;

    /** Floats that a transform needs as scratch. */
    public static final int SCRATCH = (POINTS + 6) * BLOCK + Kernels.SLACK;

    private static final float[] G = {
        1f / 4, 0, 0,
        -1f / 6, -1f / 6, -1f / 6,
        -1f / 6, 1f / 6, -1f / 6,
        1f / 24, 1f / 12, 1f / 6,
        1f / 24, -1f / 12, 1f / 6,
        0, 0, 1
    };

    private Winograd() {}

    /** G, 6×3: from a kernel's 3 taps to 6 points. */
    public static float[] weights() {
        return G.clone();
    }

    /** Gᵀ, 3×6. */
    public static float[] weightsTransposed() {
        float[] transposed = new float[G.length];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 3; j++) {
                transposed[j * 6 + i] = G[i * 3 + j];
            }
        }
        return transposed;
    }

    /** Bᵀ times a column of 6 elements. */
    static void inputRow(float[] x, int xo, int xs, float[] y, int yo, int ys) {
        for (int l = 0; l < BLOCK; l++) {
            int p = xo + l;
            float d1 = x[p + xs];
            float d2 = x[p + 2 * xs];
            float d3 = x[p + 3 * xs];
            float d4 = x[p + 4 * xs];
            int q = yo + l;
            y[q] = 4 * x[p] - 5 * d2 + d4;
            y[q + ys] = d4 - 4 * d2 + (d3 - 4 * d1);
            y[q + 2 * ys] = d4 - 4 * d2 - (d3 - 4 * d1);
            y[q + 3 * ys] = d4 - d2 + 2 * (d3 - d1);
            y[q + 4 * ys] = d4 - d2 - 2 * (d3 - d1);
            y[q + 5 * ys] = 4 * d1 - 5 * d3 + x[p + 5 * xs];
        }
    }

    /** B times a column of 6 elements. */
    static void inputAdjointRow(float[] v, int vo, int vs, float[] y, int yo, int ys) {
        for (int l = 0; l < BLOCK; l++) {
            int p = vo + l;
            float even = v[p + vs] + v[p + 2 * vs];
            float odd = v[p + vs] - v[p + 2 * vs];
            float even2 = v[p + 3 * vs] + v[p + 4 * vs];
            float odd2 = v[p + 3 * vs] - v[p + 4 * vs];
            float v0 = v[p];
            float v5 = v[p + 5 * vs];
            int q = yo + l;
            y[q] = 4 * v0;
            y[q + ys] = 4 * (v5 - odd) - 2 * odd2;
            y[q + 2 * ys] = -5 * v0 - 4 * even - even2;
            y[q + 3 * ys] = odd - 5 * v5 + 2 * odd2;
            y[q + 4 * ys] = v0 + even + even2;
            y[q + 5 * ys] = v5;
        }
    }

    /** Aᵀ times a column of 6 elements. */
    static void outputRow(float[] m, int mo, int ms, float[] y, int yo, int ys) {
        for (int l = 0; l < BLOCK; l++) {
            int p = mo + l;
            float even = m[p + ms] + m[p + 2 * ms];
            float odd = m[p + ms] - m[p + 2 * ms];
            float even2 = m[p + 3 * ms] + m[p + 4 * ms];
            float odd2 = m[p + 3 * ms] - m[p + 4 * ms];
            int q = yo + l;
            y[q] = m[p] + even + even2;
            y[q + ys] = odd + 2 * odd2;
            y[q + 2 * ys] = even + 4 * even2;
            y[q + 3 * ys] = odd + 8 * odd2 + m[p + 5 * ms];
        }
    }

    /** A times a column of 4 elements. */
    static void gradientRow(float[] d, int offset, int ds, float[] y, int yo, int ys) {
        for (int l = 0; l < BLOCK; l++) {
            int p = offset + l;
            float d0 = d[p];
            float d1 = d[p + ds];
            float d2 = d[p + 2 * ds];
            float d3 = d[p + 3 * ds];
            int q = yo + l;
            y[q] = d0;
            y[q + ys] = d0 + d2 + (d1 + d3);
            y[q + 2 * ys] = d0 + d2 - (d1 + d3);
            y[q + 3 * ys] = d0 + 4 * d2 + 2 * (d1 + 4 * d3);
            y[q + 4 * ys] = d0 + 4 * d2 - 2 * (d1 + 4 * d3);
            y[q + 5 * ys] = d3;
        }
    }
}
