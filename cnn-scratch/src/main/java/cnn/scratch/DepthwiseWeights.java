package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.Arrays;

/**
 * The weights of a depthwise convolution as {@code [block][KH·KW][16]}, read anew once a pass, and the sums of dw in
 * the same order, for each of the {@link Chunks} its own.
 */
final class DepthwiseWeights {
    private final Kernels kernels;
    private final float[] parameters;
    private final float[] gradient;
    private final int w;
    private final int outputs;
    private final int area;
    private final float[] packed;
    private final float[][] sums;

    DepthwiseWeights(ConvBuild conv, int area) {
        this.kernels = conv.layer().machine().kernels();
        this.parameters = conv.layer().parameters();
        this.gradient = conv.layer().gradient();
        this.w = conv.weightOffset();
        this.outputs = conv.outputs();
        this.area = area;
        int blocks = (outputs + Kernels.BLOCK - 1) / Kernels.BLOCK;
        this.packed = conv.layer().memory().workspace(blocks * area * Kernels.BLOCK + Kernels.SLACK);
        int size = blocks * elements(area) * Kernels.BLOCK;
        this.sums = conv.layer().memory().forBackward(conv.chunks(size), size);
    }

    /** Kernel elements, filled up to whole calls of {@link Kernels#depthwiseGradient}. */
    static int elements(int area) {
        return (area + Kernels.DEPTHWISE_TAPS - 1) / Kernels.DEPTHWISE_TAPS * Kernels.DEPTHWISE_TAPS;
    }

    float[] parameters() {
        return parameters;
    }

    /** Reads the parameters. */
    void pack() {
        for (int o = 0; o < outputs; o++) {
            int to = offset(o / Kernels.BLOCK) + o % Kernels.BLOCK;
            for (int k = 0; k < area; k++) {
                packed[to + k * Kernels.BLOCK] = parameters[w + o * area + k];
            }
        }
    }

    float[] values() {
        return packed;
    }

    /** Where a block's weights begin. */
    int offset(int block) {
        return block * area * Kernels.BLOCK;
    }

    int maxChunks() {
        return sums.length;
    }

    float[] sums(int chunk) {
        return sums[chunk];
    }

    int sumsOffset(int block) {
        return block * elements(area) * Kernels.BLOCK;
    }

    void clear(int chunk, int block) {
        Arrays.fill(sums[chunk], sumsOffset(block), sumsOffset(block + 1), 0f);
    }

    /** Adds the chunks up in their order and writes dw into the flat gradient. */
    void combine(int chunks) {
        for (int chunk = 1; chunk < chunks; chunk++) {
            kernels.add(sums[chunk], 0, sums[0], 0, sums[0].length);
        }
        for (int o = 0; o < outputs; o++) {
            int from = sumsOffset(o / Kernels.BLOCK) + o % Kernels.BLOCK;
            for (int k = 0; k < area; k++) {
                gradient[w + o * area + k] = sums[0][from + k * Kernels.BLOCK];
            }
        }
    }
}
