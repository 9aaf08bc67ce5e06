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

    /**
     * Multiplies {@code count} tiles, rounded up to whole groups.
     *
     * @param from where they begin in {@code values}
     * @param to where the products begin
     */
    void multiply(float[] values, int from, int to, int count) {
        int groups = WinogradMemory.groups(count);
        for (int point = 0; point < Winograd.POINTS; point++) {
            for (int panel = 0; panel < weights.panels(); panel++) {
                int w = weights.offset(point, panel);
                int width = weights.width(panel);
                int block = to + 2 * panel * memory.blockStride() + point * Kernels.POINT;
                for (int group = 0; group < groups; group++) {
                    kernels.productOfNeighbours(
                            values, from + group * Winograd.GROUP + point * Kernels.POINT, memory.blockStride(),
                            weights.inputs(), weights.values(), w, width,
                            values, block + group * Winograd.GROUP, memory.blockStride());
                }
            }
        }
    }
}
