package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;

import cnn.scratch.kernel.Kernels.Window;

/** Pooling over windows of any size, one block of channels at a time. */
final class ScalarWindows {
    private ScalarWindows() {}

    /** See {@link Kernels#maxWindow}. */
    static void maxWindow(float[] x, int xo, Window window, float[] y, int yo, float[] winners, int wo) {
        for (int l = 0; l < BLOCK; l++) {
            float best = x[xo + l];
            int winner = window.first();
            for (int r = 0; r < window.rows(); r++) {
                for (int c = 0; c < window.columns(); c++) {
                    float candidate = x[xo + r * window.rowStride() + c * BLOCK + l];
                    if (candidate > best) {
                        best = candidate;
                        winner = window.first() + r * window.perRow() + c;
                    }
                }
            }
            y[yo + l] = best;
            winners[wo + l] = winner;
        }
    }

    /** See {@link Kernels#maxWindowBackward}. */
    static void maxWindowBackward(float[] dy, int dyo, float[] winners, int wo, float[] dx, int dxo, Window window) {
        for (int r = 0; r < window.rows(); r++) {
            for (int c = 0; c < window.columns(); c++) {
                int tap = window.first() + r * window.perRow() + c;
                int to = dxo + r * window.rowStride() + c * BLOCK;
                for (int l = 0; l < BLOCK; l++) {
                    dx[to + l] += winners[wo + l] == tap ? dy[dyo + l] : 0;
                }
            }
        }
    }

    /** See {@link Kernels#sumWindow}. */
    static void sumWindow(float[] x, int xo, Window window, float scale, float[] y, int yo) {
        for (int l = 0; l < BLOCK; l++) {
            float sum = 0;
            for (int r = 0; r < window.rows(); r++) {
                for (int c = 0; c < window.columns(); c++) {
                    sum += x[xo + r * window.rowStride() + c * BLOCK + l];
                }
            }
            y[yo + l] = sum * scale;
        }
    }

    /** See {@link Kernels#sumWindowBackward}. */
    static void sumWindowBackward(float[] dy, int dyo, float scale, float[] dx, int dxo, Window window) {
        for (int r = 0; r < window.rows(); r++) {
            for (int c = 0; c < window.columns(); c++) {
                Scalars.multiplyAdd(scale, dy, dyo, dx, dxo + r * window.rowStride() + c * BLOCK);
            }
        }
    }
}
