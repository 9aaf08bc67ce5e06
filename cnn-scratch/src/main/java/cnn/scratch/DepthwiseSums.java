package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.List;

/**
 * Pixels that sum over the same kernel elements: those of y, or those of one phase of dx. Tile by tile, a block at a
 * time.
 */
final class DepthwiseSums {
    private final Kernels kernels;
    private final DepthwiseWeights weights;
    private final int[] places;
    private final int[] offsets;
    private final int[] weightOffsets;
    /** Whether the pixels of a tile lie side by side in what is summed over. */
    private final boolean[] neighbours;

    /**
     * @param places of the pixels in what is summed over
     * @param taps what they sum over
     */
    DepthwiseSums(Kernels kernels, DepthwiseWeights weights, int[] places, List<ConvGeometry.KernelTap> taps) {
        this.kernels = kernels;
        this.weights = weights;
        this.places = places;
        this.offsets = taps.stream().mapToInt(ConvGeometry.KernelTap::offset).toArray();
        this.weightOffsets = taps.stream().mapToInt(tap -> tap.k() * Kernels.BLOCK).toArray();
        this.neighbours = new boolean[places.length / Kernels.ROWS];
        for (int t = 0; t < neighbours.length; t++) {
            neighbours[t] = true;
            for (int i = 0; i < Kernels.ROWS; i++) {
                neighbours[t] &= places[t * Kernels.ROWS + i] == places[t * Kernels.ROWS] + i * Kernels.BLOCK;
            }
        }
    }

    int tiles() {
        return neighbours.length;
    }

    int[] offsets() {
        return offsets;
    }

    /** Computes a tile of block {@code out} of the outputs from a block that begins at {@code at}. */
    void compute(float[] from, int at, int tileIndex, int out, float[] tile) {
        int first = tileIndex * Kernels.ROWS;
        if (neighbours[tileIndex]) {
            kernels.depthwiseOfNeighbours(
                    from, at + places[first], offsets, weights.values(), weights.offset(out), weightOffsets, tile, 0);
        } else {
            kernels.depthwise(
                    from, at, places, first, offsets, weights.values(), weights.offset(out), weightOffsets, tile, 0);
        }
    }
}
