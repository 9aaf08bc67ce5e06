package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/**
 * Weights in the order in which a product reads them: {@code [panel][element][width]}, the output channels of a panel
 * side by side, zero where there is no such channel. Packed anew from the flat parameter vector once a pass.
 */
final class PackedWeights {
    private static final int ELEMENTS_A_TASK = 128;

    private final float[] parameters;
    private final int offset;
    private final int[] weights;
    private final int channelStep;
    private final int channels;
    private final int segments;
    private final float[] packed;
    private final Workers.Task task = (index, worker) -> pack(index);

    /**
     * @param offset where the layer's weights begin in {@code parameters}
     * @param weights number of each element's weight for output channel 0
     * @param channelStep what to add for the next output channel
     * @param channels number of output channels
     */
    PackedWeights(float[] parameters, int offset, int[] weights, int channelStep, int channels) {
        this.parameters = parameters;
        this.offset = offset;
        this.weights = weights;
        this.channelStep = channelStep;
        this.channels = channels;
        this.segments = Math.max(1, (weights.length + ELEMENTS_A_TASK - 1) / ELEMENTS_A_TASK);
        this.packed = new float[panels() * weights.length * Kernels.PANEL + Kernels.SLACK];
    }

    float[] values() {
        return packed;
    }

    int elements() {
        return weights.length;
    }

    int panels() {
        return (channels + Kernels.PANEL - 1) / Kernels.PANEL;
    }

    /** Columns of a panel: two blocks, or one where the last panel has no more channels. */
    int width(int panel) {
        return channels - panel * Kernels.PANEL > Kernels.BLOCK ? Kernels.PANEL : Kernels.BLOCK;
    }

    int panelOffset(int panel) {
        return panel * weights.length * Kernels.PANEL;
    }

    /** Reads the parameters. */
    void pack(Workers workers) {
        workers.run(panels() * segments, task);
    }

    private void pack(int index) {
        int panel = index / segments;
        int width = width(panel);
        int from = index % segments * ELEMENTS_A_TASK;
        int to = Math.min(weights.length, from + ELEMENTS_A_TASK);
        int used = Math.min(width, channels - panel * Kernels.PANEL);
        int first = offset + panel * Kernels.PANEL * channelStep;
        for (int q = from; q < to; q++) {
            int at = panelOffset(panel) + q * width;
            int weight = first + weights[q];
            for (int j = 0; j < used; j++) {
                packed[at + j] = parameters[weight + j * channelStep];
            }
        }
    }

    /** Sets {@code gradient[offset + …]} of one element's weights from a row of sums. */
    void unpack(float[] sums, int at, int panel, int element, float[] gradient) {
        int used = Math.min(Kernels.PANEL, channels - panel * Kernels.PANEL);
        int weight = offset + panel * Kernels.PANEL * channelStep + weights[element];
        for (int j = 0; j < used; j++) {
            gradient[weight + j * channelStep] = sums[at + j];
        }
    }
}
