package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Winograd;
import java.util.Arrays;

/**
 * dw of a Winograd convolution: dU = Vᵀ·dM summed over tiles at each of the 36 points, with dM = A·dz·Aᵀ, then
 * dw = Gᵀ·dU·G. A thread sums one chunk in the transformed domain; the chunk's dw, nine numbers instead of 36, waits for
 * the other chunks in {@code [panel][input][9][32]}.
 */
final class WinogradWeightGradient {
    private final Kernels kernels;
    private final Workers workers;
    private final WinogradMemory memory;
    private final int channels;
    private final int panels;
    private final int panelStride;
    private final int outputs;
    private final int weightOffset;
    private final float[] gradient;
    private final int duStride;
    private final float[][] sums;
    private final Workers.Task combineTask = (index, worker) -> combineInput(index);
    private int chunks;

    WinogradWeightGradient(ConvBuild conv, WinogradMemory memory) {
        this.kernels = conv.layer().machine().kernels();
        this.workers = conv.layer().machine().workers();
        this.memory = memory;
        this.channels = conv.channels();
        this.outputs = conv.outputs();
        this.weightOffset = conv.weightOffset();
        this.gradient = conv.layer().gradient();
        this.panels = panels(outputs);
        this.panelStride = panelStride(channels);
        this.duStride = panels * panelStride + Kernels.BLOCK;
        int size = panels * channels * 9 * Kernels.PANEL;
        this.sums = conv.layer().memory().forBackward(conv.chunks(size), size);
    }

    private static int panels(int outputs) {
        return (outputs + Kernels.PANEL - 1) / Kernels.PANEL;
    }

    private static int panelStride(int channels) {
        return (channels + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.TILE;
    }

    /** Floats of dU for a thread. */
    static int size(int channels, int outputs) {
        return Winograd.POINTS * (panels(outputs) * panelStride(channels) + Kernels.BLOCK);
    }

    /** Columns of a panel: two blocks, or one where the last panel has no more channels. */
    private int width(int panel) {
        return outputs - panel * Kernels.PANEL > Kernels.BLOCK ? Kernels.PANEL : Kernels.BLOCK;
    }

    int maxChunks() {
        return sums.length;
    }

    void clear(int worker) {
        Arrays.fill(memory.values(worker), memory.du(), memory.du() + size(channels, outputs), 0f);
    }

    /** Adds {@code count} tiles, whose V and dM are in the thread's memory with zeros behind them. */
    void add(int worker, int count) {
        int groups = WinogradMemory.groups(count);
        float[] values = memory.values(worker);
        for (int point = 0; point < Winograd.POINTS; point++) {
            int at = point * Kernels.POINT;
            for (int panel = 0; panel < panels; panel++) {
                int width = width(panel);
                for (int c = 0; c < channels; c += Kernels.ROWS) {
                    kernels.outer(
                            values, memory.v(c / Kernels.BLOCK, 0) + at + c % Kernels.BLOCK, Winograd.GROUP, Kernels.BLOCK,
                            values, memory.m(2 * panel, 0) + at, Winograd.GROUP, Kernels.BLOCK, memory.blockStride(),
                            groups, Kernels.ROWS, width, values, duOffset(panel, c, width) + point * duStride);
                }
            }
        }
    }

    private int duOffset(int panel, int input, int width) {
        return memory.du() + panel * panelStride + input * width;
    }

    private int sumsOffset(int panel, int input) {
        return (panel * channels + input) * 9 * Kernels.PANEL;
    }

    /** Takes a thread's sums as those of a chunk. */
    void finish(int chunk, int worker) {
        for (int panel = 0; panel < panels; panel++) {
            int width = width(panel);
            for (int c = 0; c < channels; c++) {
                for (int j = 0; j < width; j += Kernels.BLOCK) {
                    kernels.winogradWeightsAdjoint(
                            memory.values(worker), duOffset(panel, c, width) + j, duStride,
                            sums[chunk], sumsOffset(panel, c) + j, Kernels.PANEL, memory.scratch(worker));
                }
            }
        }
    }

    /** Adds the chunks up in their order and writes dw into the flat gradient. */
    void combine(int chunkCount) {
        chunks = chunkCount;
        workers.run(panels * channels, combineTask);
    }

    private void combineInput(int index) {
        int panel = index / channels;
        int input = index % channels;
        int at = sumsOffset(panel, input);
        for (int chunk = 1; chunk < chunks; chunk++) {
            kernels.add(sums[chunk], at, sums[0], at, 9 * Kernels.PANEL);
        }
        int first = panel * Kernels.PANEL;
        for (int o = first; o < Math.min(outputs, first + Kernels.PANEL); o++) {
            for (int k = 0; k < 9; k++) {
                gradient[weightOffset + (o * channels + input) * 9 + k] = sums[0][at + k * Kernels.PANEL + o - first];
            }
        }
    }
}
