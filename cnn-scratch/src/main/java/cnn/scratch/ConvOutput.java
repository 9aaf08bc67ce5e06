package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;

/**
 * What happens to a convolution's sums on their way to y, and to dy on its way back: bias, and perhaps ReLU and a 2×2 max
 * pool. Works tile by tile ({@link PixelTiles}), so that both directions visit the same pixels in the same order.
 */
final class ConvOutput {
    final PixelTiles pixels;
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

    /** @param biasLength number of biases in the flat vector, 0 if there are none */
    ConvOutput(
            LayerBuild build, Geometry2d g, boolean relu, boolean pooled, Layout dz, float[] yValues,
            int biasOffset, int biasLength) {
        this.kernels = build.machine().kernels();
        this.relu = relu;
        this.pooled = pooled;
        this.y = build.y();
        this.dy = Layout.between(build.last().output());
        this.dz = dz;
        this.yValues = yValues;
        this.pixels = pooled
                ? PixelTiles.byWindow(dy.height(), dy.width())
                : PixelTiles.rowByRow(g.outHeight(), g.outWidth());
        PixelTiles results = pooled ? PixelTiles.windows(dy.height(), dy.width()) : pixels;
        this.yPlaces = results.places(y::offset);
        this.dyPlaces = results.places(dy::offset);
        this.dzPlaces = pixels.places(dz::offset);
        this.resultsPerTile = pooled ? 2 : Kernels.ROWS;
        this.winners = new float[pooled ? build.maxBatch() * tiles() * dz.blocks() * 2 * Kernels.BLOCK : 0];
        this.bias = new float[dz.blocks() * Kernels.BLOCK];
        this.biasOffset = biasOffset;
        this.biasLength = biasLength;
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

    /** Fills the inside of dz, one sample's gradient before activation and pool, from dy. */
    void spread(float[] dyValues, int sample, float[] dzValues) {
        for (int b = 0; b < dz.blocks(); b++) {
            if (pooled) {
                int at = sample * dy.sampleSize() + b * dy.blockStride();
                for (int t = 0; t < tiles(); t++) {
                    kernels.spreadPooled(
                            dyValues, at, dyPlaces, winners, winner(t, b, sample),
                            dzValues, b * dz.blockStride(), dzPlaces, t * Kernels.ROWS);
                }
            } else {
                spreadRows(dyValues, sample, b, dzValues);
            }
        }
    }

    private void spreadRows(float[] dyValues, int sample, int block, float[] dzValues) {
        for (int i = 0; i < dz.height(); i++) {
            int from = sample * dy.sampleSize() + dy.rowOffset(block, i);
            int to = dz.rowOffset(block, i);
            if (relu) {
                int out = sample * y.sampleSize() + y.rowOffset(block, i);
                kernels.reluBackward(yValues, out, dyValues, from, dzValues, to, dz.rowLength());
            } else {
                System.arraycopy(dyValues, from, dzValues, to, dz.rowLength());
            }
        }
    }
}
