package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.Arrays;

/** db of a convolution: sums over pixels, one row of sums for each chunk of samples. */
final class BiasGradient {
    private final Kernels kernels;
    private final float[] gradient;
    private final int offset;
    private final int biases;
    private final float[][] sums;

    BiasGradient(ConvBuild conv, int maxChunks) {
        this.kernels = conv.layer().machine().kernels();
        this.gradient = conv.layer().gradient();
        this.offset = conv.biasOffset();
        this.biases = conv.biases();
        int lanes = (conv.outputs() + Kernels.BLOCK - 1) / Kernels.BLOCK * Kernels.BLOCK;
        this.sums = conv.layer().memory().forBackward(maxChunks, lanes);
    }

    void clear(int chunk) {
        Arrays.fill(sums[chunk], 0f);
    }

    /** A chunk's sums, one for each channel, whole blocks of them. */
    float[] sums(int chunk) {
        return sums[chunk];
    }

    /** Adds some rows of a sample's dz. */
    void add(int chunk, float[] dzValues, Layout dz, int from, int rows) {
        for (int b = 0; b < dz.blocks(); b++) {
            addBlock(chunk, b, dzValues, b * dz.blockStride(), dz, from, rows);
        }
    }

    /** Adds one block of a sample; {@code at} is where the block begins. */
    void addBlock(int chunk, int block, float[] dzValues, int at, Layout dz) {
        addBlock(chunk, block, dzValues, at, dz, 0, dz.height());
    }

    private void addBlock(int chunk, int block, float[] dzValues, int at, Layout dz, int from, int rows) {
        for (int i = from; i < from + rows; i++) {
            kernels.addPixels(dzValues, at + dz.rowOffset(0, i), dz.width(), sums[chunk], block * Kernels.BLOCK);
        }
    }

    /** Adds the chunks up in their order. */
    void combine(int chunks) {
        for (int chunk = 1; chunk < chunks; chunk++) {
            kernels.add(sums[chunk], 0, sums[0], 0, biases);
        }
        System.arraycopy(sums[0], 0, gradient, offset, biases);
    }
}
