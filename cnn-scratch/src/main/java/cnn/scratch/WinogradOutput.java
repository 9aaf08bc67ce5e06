package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;

/**
 * From transformed sums to y, with bias and perhaps ReLU and a 2×2 max pool, and from dy back to a transformed gradient:
 * tile by tile, so that the gradient before activation and pool exists for one tile at a time only.
 */
final class WinogradOutput {
    private final Kernels kernels;
    private final WinogradMemory memory;
    private final WinogradTiles tiles;
    private final boolean relu;
    private final boolean pooled;
    private final Layout y;
    private final Layout dy;
    private final float[] yValues;
    private final int[] yPlaces;
    private final int[] dyPlaces;
    private final int blocks;
    /** {@code [sample][tile][block][2×2 windows][16]}: which pixel of a window won. */
    private final float[] winners;

    /** Whether they are kept; else a thread's are written over one another. */
    private final boolean keepWinners;

    private final float[] bias;
    private final int biasOffset;
    private final int biasLength;

    WinogradOutput(ConvBuild conv, WinogradMemory memory, float[] yValues) {
        LayerBuild build = conv.layer();
        this.kernels = build.machine().kernels();
        this.memory = memory;
        this.relu = conv.relu();
        this.pooled = conv.pooled();
        this.y = build.y();
        this.dy = build.dy();
        this.yValues = yValues;
        this.tiles = tiles(conv.geometry(), pooled);
        this.yPlaces = tiles.places(y);
        this.dyPlaces = tiles.places(dy);
        this.blocks = y.blocks();
        this.keepWinners = build.memory().training();
        int windows = 4 * (keepWinners ? build.maxBatch() * tiles.count() * blocks : build.machine().threads());
        this.winners = build.memory().workspace(pooled ? windows * Kernels.BLOCK : 0);
        this.bias = build.memory().workspace(blocks * Kernels.BLOCK);
        this.biasOffset = conv.biasOffset();
        this.biasLength = conv.biases();
    }

    /** The tiles of a convolution's output. */
    static WinogradTiles tiles(Geometry2d g, boolean pooled) {
        int part = pooled ? 2 : 1;
        return new WinogradTiles(g.outHeight() / part, g.outWidth() / part, pooled);
    }

    WinogradTiles tiles() {
        return tiles;
    }

    int blocks() {
        return blocks;
    }

    /** Reads the biases; without any they stay 0. */
    void readBias(float[] parameters) {
        System.arraycopy(parameters, biasOffset, bias, 0, biasLength);
    }

    /** Writes tiles {@code at} to {@code at + count}, counted over the samples, to y. */
    void store(int worker, int at, int count) {
        float floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        float[] values = memory.values(worker);
        float[] scratch = memory.scratch(worker);
        for (int b = 0; b < blocks; b++) {
            for (int t = 0; t < count; t++) {
                int sample = (at + t) / tiles.count();
                int tile = (at + t) % tiles.count();
                int yo = y.sample(sample) + b * y.blockStride() + yPlaces[tile];
                if (pooled) {
                    kernels.winogradOutputPooled(
                            values, memory.m(b, t), bias, b * Kernels.BLOCK, floor,
                            yValues, yo, y.rowStride(), tiles.rows(tile), tiles.columns(tile),
                            winners, keepWinners ? winner(at + t, b) : worker * 4 * Kernels.BLOCK, scratch);
                } else {
                    kernels.winogradOutput(
                            values, memory.m(b, t), bias, b * Kernels.BLOCK, floor,
                            yValues, yo, y.rowStride(), tiles.rows(tile), tiles.columns(tile), scratch);
                }
            }
        }
    }

    private int winner(int tile, int block) {
        return (tile * blocks + block) * 4 * Kernels.BLOCK;
    }

    /** Fills dM of tiles {@code at} to {@code at + count} from dy, and adds to db. */
    void gradient(int worker, float[] dyValues, int at, int count, float[] db) {
        float[] dz = memory.dz(worker);
        for (int b = 0; b < blocks; b++) {
            for (int t = 0; t < count; t++) {
                int sample = (at + t) / tiles.count();
                int tile = (at + t) % tiles.count();
                int from = dy.sample(sample) + b * dy.blockStride() + dyPlaces[tile];
                if (pooled) {
                    kernels.tileGradientPooled(
                            dyValues, from, dy.rowStride(), winners, winner(at + t, b),
                            tiles.rows(tile), tiles.columns(tile), dz);
                } else {
                    int yo = y.sample(sample) + b * y.blockStride() + yPlaces[tile];
                    kernels.tileGradient(
                            dyValues, from, dy.rowStride(), yValues, yo, y.rowStride(), relu,
                            tiles.rows(tile), tiles.columns(tile), dz);
                }
                kernels.winogradGradient(
                        dz, memory.values(worker), memory.m(b, t), db, b * Kernels.BLOCK, memory.scratch(worker));
            }
        }
    }
}
