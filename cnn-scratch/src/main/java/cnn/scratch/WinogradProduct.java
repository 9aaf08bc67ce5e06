package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;
import cnn.scratch.kernel.Winograd;

/**
 * The 36 matrix products of a block of transformed tiles with transformed weights: M = V·U forward, dV = dM·Uᵀ backward.
 */
final class WinogradProduct {
    private static final int[] ROWS = rows();

    private final Kernels kernels;
    private final WinogradWeights weights;
    private final WinogradMemory memory;
    private final Runs inputs;

    WinogradProduct(Kernels kernels, WinogradWeights weights, WinogradMemory memory) {
        this.kernels = kernels;
        this.weights = weights;
        this.memory = memory;
        int blocks = (weights.inputs() + Kernels.BLOCK - 1) / Kernels.BLOCK;
        int[] start = new int[blocks];
        int[] length = new int[blocks];
        for (int b = 0; b < blocks; b++) {
            start[b] = b * memory.blockStride();
            length[b] = Math.min(Kernels.BLOCK, weights.inputs() - b * Kernels.BLOCK);
        }
        this.inputs = new Runs(start, length);
    }

    /** The eight tiles of a group. */
    private static int[] rows() {
        int[] rows = new int[Kernels.ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i * Kernels.BLOCK;
        }
        return rows;
    }

    WinogradWeights weights() {
        return weights;
    }

    /** Multiplies {@code count} tiles, rounded up to whole groups. */
    void multiply(float[] from, float[] to, int count) {
        int groups = WinogradMemory.groups(count);
        for (int point = 0; point < Winograd.POINTS; point++) {
            for (int panel = 0; panel < weights.panels(); panel++) {
                int w = weights.offset(point, panel);
                int width = weights.width(panel);
                int block = 2 * panel * memory.blockStride() + point * Kernels.POINT;
                for (int group = 0; group < groups; group++) {
                    kernels.product(
                            from, group * Winograd.GROUP + point * Kernels.POINT, ROWS, 0, inputs,
                            weights.values(), w, width, to, block + group * Winograd.GROUP, memory.blockStride());
                }
            }
        }
    }
}
