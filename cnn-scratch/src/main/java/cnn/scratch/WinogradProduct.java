package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Winograd;

/**
 * The 36 matrix products of a block of transformed tiles with transformed weights: M = V·U forward, dV = dM·Uᵀ backward.
 */
final class WinogradProduct {
    private final Kernels kernels;
    private final WinogradWeights weights;
    private final WinogradMemory memory;

    WinogradProduct(Kernels kernels, WinogradWeights weights, WinogradMemory memory) {
        this.kernels = kernels;
        this.weights = weights;
        this.memory = memory;
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
                    kernels.productOfNeighbours(
                            from, group * Winograd.GROUP + point * Kernels.POINT, memory.blockStride(), weights.inputs(),
                            weights.values(), w, width, to, block + group * Winograd.GROUP, memory.blockStride());
                }
            }
        }
    }
}
