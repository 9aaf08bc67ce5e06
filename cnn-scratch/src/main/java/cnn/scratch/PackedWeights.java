package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/**
 * Weights in the order in which a product reads them: {@code [panel][element][width]}, the channels of a panel side by
 * side, zero where there is no such channel, or one of another group than the element. Packed anew from the flat
 * parameter vector once a pass.
 */
final class PackedWeights {
    private static final int ELEMENTS_A_TASK = 128;

    private final float[] parameters;
    private final Numbering numbering;
    private final ChannelRange range;
    private final int[] weights;
    private final int[] groups;
    private final int segments;
    private final float[] packed;
    private final Workers.Task task = (index, worker) -> pack(index);

    /**
     * Which weight is whose: the one between an element and channel c stands at {@code offset + the element's number +
     * c·channelStep}, if both are of one group.
     *
     * @param offset where the layer's weights begin in the flat vectors
     * @param groupSize channels of a group
     */
    record Numbering(int offset, int channelStep, int groupSize) {}

    /** @param taps what each channel of {@code range} sums over, with the elements' numbers and groups */
    PackedWeights(LayerBuild build, Numbering numbering, ChannelRange range, Taps taps) {
        this.parameters = build.parameters();
        this.numbering = numbering;
        this.range = range;
        this.weights = taps.weights();
        this.groups = taps.groups();
        this.segments = Math.max(1, (weights.length + ELEMENTS_A_TASK - 1) / ELEMENTS_A_TASK);
        this.packed = build.memory().workspace(panels() * weights.length * Kernels.PANEL + Kernels.SLACK);
    }

    float[] values() {
        return packed;
    }

    ChannelRange range() {
        return range;
    }

    int panels() {
        return (range.count() + Kernels.PANEL - 1) / Kernels.PANEL;
    }

    /** Columns of a panel: two blocks, or one where the last panel has no more channels. */
    int width(int panel) {
        return range.count() - panel * Kernels.PANEL > Kernels.BLOCK ? Kernels.PANEL : Kernels.BLOCK;
    }

    int panelOffset(int panel) {
        return panel * weights.length * Kernels.PANEL;
    }

    private int firstChannel(int panel) {
        return range.first() + panel * Kernels.PANEL;
    }

    /** The first channel of a panel that is of an element's group. */
    private int from(int panel, int element) {
        return Math.max(firstChannel(panel), groups[element] * numbering.groupSize);
    }

    private int to(int panel, int element) {
        int end = Math.min(firstChannel(panel) + Kernels.PANEL, range.first() + range.count());
        return Math.min(end, (groups[element] + 1) * numbering.groupSize);
    }

    /** Reads the parameters. */
    void pack(Workers workers) {
        workers.run(panels() * segments, task);
    }

    private void pack(int index) {
        int panel = index / segments;
        int width = width(panel);
        int first = index % segments * ELEMENTS_A_TASK;
        int end = Math.min(weights.length, first + ELEMENTS_A_TASK);
        for (int q = first; q < end; q++) {
            int at = panelOffset(panel) + q * width - firstChannel(panel);
            int weight = numbering.offset + weights[q];
            int to = to(panel, q);
            for (int c = from(panel, q); c < to; c++) {
                packed[at + c] = parameters[weight + c * numbering.channelStep];
            }
        }
    }

    /** Sets {@code gradient[offset + …]} of one element's weights from a row of sums. */
    void unpack(float[] sums, int at, int panel, int element, float[] gradient) {
        int weight = numbering.offset + weights[element];
        int to = to(panel, element);
        for (int c = from(panel, element); c < to; c++) {
            gradient[weight + c * numbering.channelStep] = sums[at + c - firstChannel(panel)];
        }
    }
}
