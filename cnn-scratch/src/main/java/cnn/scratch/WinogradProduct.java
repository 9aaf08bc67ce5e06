package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Runs;
import cnn.scratch.kernel.Winograd;

/**
 * A 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3): a block of tiles, small enough to stay in the cache, goes
 * through input transform, 36 matrix products and output transform before the next one begins. Forward passes and dx are
 * both this; dx with swapped channels and flipped kernels.
 */
final class WinogradProduct {
    /** Where a tile's 16 pixels go. */
    interface Sink {
        /** Takes one block of channels of a tile; may change {@code z}. */
        void take(float[] z, int tile, int block, int sample);
    }

    private final Kernels kernels;
    private final Layout input;
    private final int[] patches;
    private final WinogradWeights weights;
    private final WinogradMemory memory;
    private final int rowLength;
    private final int[] rows;
    private final Runs run;

    /**
     * @param input layout of what is convolved
     * @param patches where each tile's 6×6 patch begins in a sample of it
     */
    WinogradProduct(
            Machine machine, Layout input, int[] patches, WinogradWeights weights, WinogradMemory memory) {
        this.kernels = machine.kernels();
        this.input = input;
        this.patches = patches;
        this.weights = weights;
        this.memory = memory;
        this.rowLength = input.blocks() * Kernels.BLOCK;
        this.rows = new int[memory.tiles()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i * rowLength;
        }
        this.run = Runs.single(weights.inputs());
    }

    WinogradWeights weights() {
        return weights;
    }

    /** Tiles of one sample. */
    int tilesPerSample() {
        return patches.length;
    }

    /**
     * Computes tiles {@code from} to {@code to}, counted over the samples.
     *
     * @param x in which sample number {@code firstSample} comes first
     */
    void run(int worker, float[] x, int firstSample, int from, int to, Sink sink) {
        for (int at = from; at < to; at += memory.tiles()) {
            int count = Math.min(memory.tiles(), to - at);
            transformInput(worker, x, firstSample, at, count);
            multiply(worker, count);
            transformOutput(worker, at, count, sink);
        }
    }

    /** Fills V, {@code [36][tile][channels]}, for {@code count} tiles from number {@code at} on. */
    void transformInput(int worker, float[] x, int firstSample, int at, int count) {
        float[] v = memory.v(worker);
        int stride = memory.stride(rowLength);
        for (int t = 0; t < count; t++) {
            int sample = (at + t) / patches.length;
            int patch = (sample - firstSample) * input.sampleSize() + patches[(at + t) % patches.length];
            for (int b = 0; b < input.blocks(); b++) {
                kernels.winogradInput(
                        x, patch + b * input.blockStride(), input.rowStride(),
                        v, t * rowLength + b * Kernels.BLOCK, stride, memory.scratch(worker));
            }
        }
    }

    /** M = V·U at each of the 36 points, {@code [36][panel][8 tiles][2 blocks][8][16]}. */
    private void multiply(int worker, int count) {
        int groups = (count + Kernels.ROWS - 1) / Kernels.ROWS;
        int vStride = memory.stride(rowLength);
        int mStride = memory.stride(weights.panels() * Kernels.PANEL);
        for (int point = 0; point < Winograd.POINTS; point++) {
            for (int panel = 0; panel < weights.panels(); panel++) {
                for (int group = 0; group < groups; group++) {
                    kernels.product(
                            memory.v(worker), point * vStride, rows, group * Kernels.ROWS, run,
                            weights.values(), weights.offset(point, panel), weights.width(panel),
                            memory.m(worker), point * mStride + tileOffset(panel, group));
                }
            }
        }
    }

    private int tileOffset(int panel, int group) {
        return (panel * (memory.tiles() / Kernels.ROWS) + group) * Kernels.TILE;
    }

    private void transformOutput(int worker, int at, int count, Sink sink) {
        float[] z = memory.z(worker);
        int stride = memory.stride(weights.panels() * Kernels.PANEL);
        for (int panel = 0; panel < weights.panels(); panel++) {
            for (int j = 0; j < weights.width(panel); j += Kernels.BLOCK) {
                for (int t = 0; t < count; t++) {
                    int m = tileOffset(panel, t / Kernels.ROWS) + j * Kernels.ROWS + t % Kernels.ROWS * Kernels.BLOCK;
                    kernels.winogradOutput(memory.m(worker), m, stride, z, memory.scratch(worker));
                    int block = (panel * Kernels.PANEL + j) / Kernels.BLOCK;
                    sink.take(z, (at + t) % patches.length, block, (at + t) / patches.length);
                }
            }
        }
    }
}
