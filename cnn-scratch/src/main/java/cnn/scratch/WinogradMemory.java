package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Winograd;

/** Each thread's transformed tiles: as many as stay in the second-level cache together with what they turn into. */
final class WinogradMemory {
    /** Floats of a block of transformed tiles, input and output together. */
    private static final int BUDGET = 300_000;

    private static final int FEWEST_TILES = 16;
    private static final int MOST_TILES = 96;

    private final int tiles;
    private final float[][] v;
    private final float[][] m;
    private final float[][] z;
    private final float[][] scratch;

    /** For convolutions from {@code channels} to {@code outputs} channels and back. */
    WinogradMemory(int threads, int channels, int outputs) {
        int wide = roundUp(channels) + roundUp(outputs);
        int fitting = BUDGET / (Winograd.POINTS * wide) / Kernels.ROWS * Kernels.ROWS;
        tiles = Math.max(FEWEST_TILES, Math.min(MOST_TILES, fitting));
        int size = Winograd.POINTS * stride(Math.max(roundUp(channels), roundUp(outputs))) + Kernels.SLACK;
        v = new float[threads][size];
        m = new float[threads][size];
        z = new float[threads][WinogradTiles.PIXELS * Kernels.BLOCK];
        scratch = new float[threads][Winograd.SCRATCH];
    }

    private static int roundUp(int channels) {
        return (channels + Kernels.PANEL - 1) / Kernels.PANEL * Kernels.PANEL;
    }

    /** Tiles of a block, a multiple of 8. */
    int tiles() {
        return tiles;
    }

    /** Distance of two of the 36 points, for rows of {@code width}: never a power of two, which would cost cache. */
    int stride(int width) {
        return tiles * width + Kernels.BLOCK;
    }

    float[] v(int worker) {
        return v[worker];
    }

    float[] m(int worker) {
        return m[worker];
    }

    float[] z(int worker) {
        return z[worker];
    }

    float[] scratch(int worker) {
        return scratch[worker];
    }
}
