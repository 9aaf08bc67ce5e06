package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;

/**
 * A direct convolution as inner products: every output pixel sums over the same runs of elements relative to its place
 * in the input. A convolution's forward pass is one such thing, its dx one for each phase of the stride; with groups,
 * there is one for each {@link ChannelRange}.
 */
final class Correlation {
    /** Where the result of a tile goes. */
    interface Sink {
        /** Takes block {@code block} of tile {@code tileIndex}, found at {@code to} in {@code tile}. */
        void take(float[] tile, int to, int tileIndex, int block, int sample);
    }

    private final int[] places;
    private final Runs runs;
    private final PackedWeights weights;

    /**
     * @param places of every output pixel in a sample of the input, in whole tiles
     * @param taps what a pixel sums over
     */
    Correlation(int[] places, Taps taps, PackedWeights weights) {
        this.places = places;
        this.runs = taps.runs();
        this.weights = weights;
    }

    int tiles() {
        return places.length / Kernels.ROWS;
    }

    PackedWeights weights() {
        return weights;
    }

    Runs runs() {
        return runs;
    }

    /** Computes tiles {@code from} to {@code to} of one sample that begins at {@code base} of {@code x}. */
    void run(Machine machine, int worker, float[] x, int base, int sample, int from, int to, Sink sink) {
        float[] tile = machine.tiles()[worker];
        for (int panel = 0; panel < weights.panels(); panel++) {
            int width = weights.width(panel);
            int w = weights.panelOffset(panel);
            int firstBlock = weights.range().firstBlock() + 2 * panel;
            for (int t = from; t < to; t++) {
                machine.kernels()
                        .product(
                                x, base, places, t * Kernels.ROWS, runs,
                                weights.values(), w, width, tile, 0, Kernels.POINT);
                for (int j = 0; j < width; j += Kernels.BLOCK) {
                    sink.take(tile, j * Kernels.ROWS, t, firstBlock + j / Kernels.BLOCK, sample);
                }
            }
        }
    }
}
