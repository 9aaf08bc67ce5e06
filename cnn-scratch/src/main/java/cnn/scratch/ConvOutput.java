package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/**
 * What happens to a convolution's sums on their way to y, and to dy on its way back: bias, and perhaps ReLU and a 2×2 max
 * pool. Works tile by tile ({@link PixelTiles}), so that both directions visit the same pixels in the same order.
 */
final class ConvOutput {
    private final PixelTiles pixels;
    private final Kernels kernels;
    private final boolean relu;
    private final boolean pooled;
    private final Layout y;
    private final Layout dy;
    private final Layout dz;
    private final float[] yValues;
    /** Places of a tile's results in y and in dy: 8 pixels, or 2 windows. */
    private final int[] yPlaces;

    private final int[] dyPlaces;
    private final int[] dzPlaces;
    private final int resultsPerTile;
    /** {@code [sample][tile][block][2 windows][16]}: which pixel of a window won, see {@link Kernels#storePooled}. */
    private final float[] winners;

    /** Whether they are kept; else a sample's are written over one another. */
    private final boolean keepWinners;

    private final float[] bias;
    private final int biasOffset;
    private final int biasLength;

    /** @param pixels the order in which the sums come, window by window if there is a pool */
    ConvOutput(ConvBuild conv, PixelTiles pixels, Layout dz, float[] yValues) {
        LayerBuild build = conv.layer();
        this.kernels = build.machine().kernels();
        this.relu = conv.relu();
        this.pooled = conv.pooled();
        this.y = build.y();
        this.dy = build.dy();
        this.dz = dz;
        this.yValues = yValues;
        this.pixels = pixels;
        PixelTiles results = pooled ? pixels.windows() : pixels;
        this.yPlaces = results.places(y::offset);
        this.dyPlaces = results.places(dy::offset);
        this.dzPlaces = pixels.places(dz::offset);
        this.resultsPerTile = pooled ? 2 : Kernels.ROWS;
        this.keepWinners = build.memory().training();
        int winnersASample = keepWinners ? tiles() * dz.blocks() * 2 * Kernels.BLOCK : 2 * Kernels.BLOCK;
        this.winners = build.memory().workspace(pooled ? build.maxBatch() * winnersASample : 0);
        this.bias = build.memory().workspace(dz.blocks() * Kernels.BLOCK);
        this.biasOffset = conv.biasOffset();
        this.biasLength = conv.biases();
    }

    int tiles() {
        return pixels.rows().length / Kernels.ROWS;
    }

    /** Reads the biases; without any they stay 0. */
    void readBias(float[] parameters) {
        System.arraycopy(parameters, biasOffset, bias, 0, biasLength);
    }

    /** Writes one block of a tile of sums into y. */
    void store(float[] tile, int to, int tileIndex, int block, int sample) {
        int at = y.sample(sample) + block * y.blockStride();
        int results = tileIndex * resultsPerTile;
        int lanes = block * Kernels.BLOCK;
        if (pooled) {
            int winner = winner(tileIndex, block, sample);
            kernels.storePooled(tile, to, bias, lanes, relu, yValues, at, yPlaces, results, winners, winner);
        } else {
            kernels.store(tile, to, bias, lanes, relu, yValues, at, yPlaces, results);
        }
    }

    private int winner(int tileIndex, int block, int sample) {
        int pair = keepWinners ? (sample * tiles() + tileIndex) * dz.blocks() + block : sample;
        return pair * 2 * Kernels.BLOCK;
    }

    /**
     * Fills some rows of the inside of dz, one sample's gradient before activation and pool, from dy.
     *
     * @param from first row, even if there is a pool
     */
    void spread(float[] dyValues, int sample, float[] dzValues, int from, int rows) {
        for (int b = 0; b < dz.blocks(); b++) {
            spreadBlock(dyValues, sample, b, dzValues, b * dz.blockStride(), from, rows);
        }
    }

    /** Fills the inside of one block of dz, which begins at {@code to}. */
    void spreadBlock(float[] dyValues, int sample, int block, float[] dzValues, int to) {
        spreadBlock(dyValues, sample, block, dzValues, to, 0, dz.height());
    }

    private void spreadBlock(float[] dyValues, int sample, int block, float[] dzValues, int to, int from, int rows) {
        int dyBlock = dy.sample(sample) + block * dy.blockStride();
        if (pooled) {
            // Two windows a tile: one of a neighbouring row may come along, and is written twice.
            int end = (Math.min(dy.height(), (from + rows) / 2) * dy.width() + 1) / 2;
            for (int t = from / 2 * dy.width() / 2; t < end; t++) {
                int winner = winner(t, block, sample);
                kernels.spreadPooled(
                        dyValues, dyBlock, dyPlaces, winners, winner, dzValues, to, dzPlaces, t * Kernels.ROWS);
            }
            return;
        }
        for (int i = from; i < from + rows; i++) {
            spreadRow(dyValues, dyBlock + dy.offset(i, 0), sample, block, i, dzValues, to + dz.offset(i, 0));
        }
    }

    private void spreadRow(float[] dyValues, int from, int sample, int block, int row, float[] dzValues, int to) {
        if (relu) {
            int out = y.sample(sample) + y.rowOffset(block, row);
            kernels.reluBackward(yValues, out, dyValues, from, dzValues, to, dz.rowLength());
        } else {
            System.arraycopy(dyValues, from, dzValues, to, dz.rowLength());
        }
    }
}
