package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Winograd;
import java.util.Arrays;

/**
 * Each thread's transformed tiles, as many as stay in the second-level cache together with what they turn into: V (or dV)
 * and M (or dM), both {@code [block of channels][group of 8 tiles][36 points][8][16]}. A transform of one tile then writes
 * within 18 KiB, a product reads whole vectors, and no distance is a power of two. Behind them lie dU's sums. All of it is in
 * the backend's {@link Workspace}.
 */
final class WinogradMemory {
    /** Floats of a block of transformed tiles, input and output together. */
    private static final int BUDGET = 200_000;

    private static final int FEWEST_TILES = 16;
    private static final int MOST_TILES = 96;

    private final Workspace workspace;
    private final int tiles;
    private final int m;
    private final int du;
    private final float[][] dz;
    private final float[][] scratch;

    /** @param duSize floats of dU */
    WinogradMemory(ConvBuild conv, int duSize) {
        int channels = conv.channels();
        int outputs = conv.outputs();
        int threads = conv.layer().machine().threads();
        LayerMemory memory = conv.layer().memory();
        int wide = (blocks(channels) + blocks(outputs)) * Kernels.BLOCK;
        int fitting = BUDGET / (Winograd.POINTS * wide) / Kernels.ROWS * Kernels.ROWS;
        tiles = Math.max(FEWEST_TILES, Math.min(MOST_TILES, fitting));
        m = Workspace.START + blocks(channels) * blockStride();
        du = m + blocks(outputs) * blockStride();
        workspace = conv.layer().machine().workspace();
        workspace.reserve(memory.training() ? du + duSize : du);
        memory.share(workspace);
        dz = memory.forBackward(threads, WinogradTiles.PIXELS * Kernels.BLOCK);
        scratch = memory.workspace(threads, Winograd.SCRATCH);
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

    /** Where V of a tile of a block of channels begins in {@link #values}. */
    int v(int block, int tile) {
        return Workspace.START + offset(block, tile);
    }

    /** Where M of a tile of a block of channels begins. */
    int m(int block, int tile) {
        return m + offset(block, tile);
    }

    private int offset(int block, int tile) {
        return block * blockStride()
                + tile / Kernels.ROWS * Winograd.GROUP
                + tile % Kernels.ROWS * Kernels.BLOCK;
    }

    /** Where dU begins. */
    int du() {
        return du;
    }

    /** Fills the last group's tiles from number {@code count} on with zeros, in V and M, for sums over whole groups. */
    void clearBehind(int worker, int count, int inputBlocks, int outputBlocks) {
        for (int t = count; t < groups(count) * Kernels.ROWS; t++) {
            for (int b = 0; b < inputBlocks; b++) {
                clear(values(worker), v(b, t));
            }
            for (int b = 0; b < outputBlocks; b++) {
                clear(values(worker), m(b, t));
            }
        }
    }

    private static void clear(float[] values, int tile) {
        for (int point = 0; point < Winograd.POINTS; point++) {
            int at = tile + point * Kernels.POINT;
            Arrays.fill(values, at, at + Kernels.BLOCK, 0f);
        }
    }

    /** A thread's V, M and dU. */
    float[] values(int worker) {
        return workspace.of(worker);
    }

    /** A tile of the gradient before activation and pool, {@code [4][4][16]}. */
    float[] dz(int worker) {
        return dz[worker];
    }

    float[] scratch(int worker) {
        return scratch[worker];
    }
}
