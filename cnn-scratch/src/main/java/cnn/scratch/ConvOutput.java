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
        this.winners = new float[pooled ? build.maxBatch() * tiles() * dz.blocks() * 2 * Kernels.BLOCK : 0];
        this.bias = new float[dz.blocks() * Kernels.BLOCK];
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
        int at = sample * y.sampleSize() + block * y.blockStride();
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
        return ((sample * tiles() + tileIndex) * dz.blocks() + block) * 2 * Kernels.BLOCK;
    }

    /** Fills the inside of dz, one sample's gradient before activation and pool, from dy; dz begins at {@code base}. */
    void spread(float[] dyValues, int sample, float[] dzValues, int base) {
        for (int b = 0; b < dz.blocks(); b++) {
            if (pooled) {
                int at = sample * dy.sampleSize() + b * dy.blockStride();
                for (int t = 0; t < tiles(); t++) {
                    kernels.spreadPooled(
                            dyValues, at, dyPlaces, winners, winner(t, b, sample),
                            dzValues, base + b * dz.blockStride(), dzPlaces, t * Kernels.ROWS);
                }
            } else {
                spreadRows(dyValues, sample, b, dzValues, base);
            }
        }
    }

    private void spreadRows(float[] dyValues, int sample, int block, float[] dzValues, int base) {
        for (int i = 0; i < dz.height(); i++) {
            int from = sample * dy.sampleSize() + dy.rowOffset(block, i);
            int to = base + dz.rowOffset(block, i);
            if (relu) {
                int out = sample * y.sampleSize() + y.rowOffset(block, i);
                kernels.reluBackward(yValues, out, dyValues, from, dzValues, to, dz.rowLength());
            } else {
                System.arraycopy(dyValues, from, dzValues, to, dz.rowLength());
            }
        }
    }
}
