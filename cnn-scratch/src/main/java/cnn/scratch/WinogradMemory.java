package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Winograd;
import java.util.Arrays;

/**
 * Each thread's transformed tiles, as many as stay in the second-level cache together with what they turn into:
 * {@code [block of channels][group of 8 tiles][36 points][8][16]}. A transform of one tile then writes within 18 KiB, a
 * product reads whole vectors, and no distance is a power of two.
 */
final class WinogradMemory {
    /** Floats of a block of transformed tiles, input and output together. */
    private static final int BUDGET = 300_000;

    private static final int FEWEST_TILES = 16;
    private static final int MOST_TILES = 96;

    private final int tiles;
    private final float[][] v;
    private final float[][] m;
    private final float[][] dz;
    private final float[][] scratch;

    /** For convolutions from {@code channels} to {@code outputs} channels and back. */
    WinogradMemory(int threads, int channels, int outputs) {
        int wide = (blocks(channels) + blocks(outputs)) * Kernels.BLOCK;
        int fitting = BUDGET / (Winograd.POINTS * wide) / Kernels.ROWS * Kernels.ROWS;
        tiles = Math.max(FEWEST_TILES, Math.min(MOST_TILES, fitting));
        v = new float[threads][blocks(channels) * blockStride() + Kernels.SLACK];
        m = new float[threads][blocks(outputs) * blockStride() + Kernels.SLACK];
        dz = new float[threads][WinogradTiles.PIXELS * Kernels.BLOCK];
        scratch = new float[threads][Winograd.SCRATCH];
    }

    /** Blocks of whole panels: a product may write a second block that nobody reads. */
    private static int blocks(int channels) {
        return (channels + Kernels.PANEL - 1) / Kernels.PANEL * 2;
    }

    /** Tiles of a block, a multiple of 8. */
    int tiles() {
        return tiles;
    }

    /** Groups of 8 that hold {@code count} tiles. */
    static int groups(int count) {
        return (count + Kernels.ROWS - 1) / Kernels.ROWS;
    }

    /** Distance of two blocks of channels. */
    int blockStride() {
        return tiles / Kernels.ROWS * Winograd.GROUP;
    }

    /** Where a tile of a block of channels begins. */
    int offset(int block, int tile) {
        return block * blockStride()
                + tile / Kernels.ROWS * Winograd.GROUP
                + tile % Kernels.ROWS * Kernels.BLOCK;
    }

    /** Fills the last group's tiles from number {@code count} on with zeros, for sums over whole groups. */
    void clearBehind(float[] values, int count, int blocks) {
        for (int b = 0; b < blocks; b++) {
            for (int t = count; t < groups(count) * Kernels.ROWS; t++) {
                for (int point = 0; point < Winograd.POINTS; point++) {
                    int at = offset(b, t) + point * Kernels.POINT;
                    Arrays.fill(values, at, at + Kernels.BLOCK, 0f);
                }
            }
        }
    }

    float[] v(int worker) {
        return v[worker];
    }

    float[] m(int worker) {
        return m[worker];
    }

    /** A tile of the gradient before activation and pool, {@code [4][4][16]}. */
    float[] dz(int worker) {
        return dz[worker];
    }

    float[] scratch(int worker) {
        return scratch[worker];
    }
}
