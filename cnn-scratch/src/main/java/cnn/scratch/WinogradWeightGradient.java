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
    private final WinogradProduct forward;
    private final WinogradMemory memory;
    private final Layout x;
    private final Layout dz;
    private final int[] dzPatches;
    private final int channels;
    private final int outputs;
    private final int weightOffset;
    private final float[] gradient;
    private final float[] matrix = Winograd.weightsTransposed();
    private final int duStride;
    private final float[][] du;
    private final float[][] sums;
    private final Workers.Task combineTask = (index, worker) -> combineInput(index);
    private int chunks;

    WinogradWeightGradient(ConvBuild conv, WinogradProduct forward, WinogradMemory memory, Layout dz, int[] dzPatches) {
        this.kernels = conv.layer().machine().kernels();
        this.workers = conv.layer().machine().workers();
        this.forward = forward;
        this.memory = memory;
        this.x = conv.layer().x();
        this.dz = dz;
        this.dzPatches = dzPatches;
        this.channels = conv.channels();
        this.outputs = conv.outputs();
        this.weightOffset = conv.weightOffset();
        this.gradient = conv.layer().gradient();
        this.duStride = forward.weights().panels() * x.blocks() * Kernels.BLOCK * Kernels.PANEL + Kernels.BLOCK;
        this.du = new float[conv.layer().machine().threads()][Winograd.POINTS * duStride + Kernels.SLACK];
        int size = forward.weights().panels() * channels * 9 * Kernels.PANEL;
        this.sums = new float[conv.chunks(size)][size];
    }

    int maxChunks() {
        return sums.length;
    }

    void clear(int worker) {
        Arrays.fill(du[worker], 0f);
    }

    /** Adds samples {@code first} to {@code end}; dz holds these samples only. */
    void add(int worker, float[] xValues, float[] dzValues, int first, int end) {
        int to = end * dzPatches.length;
        for (int at = first * dzPatches.length; at < to; at += memory.tiles()) {
            int count = Math.min(memory.tiles(), to - at);
            forward.transformInput(worker, xValues, 0, at, count);
            transformGradient(worker, dzValues, first, at, count);
            multiply(worker, count);
        }
    }

    /** Fills dM, {@code [36][block][tile][16]}. */
    private void transformGradient(int worker, float[] dzValues, int first, int at, int count) {
        int stride = memory.stride(dz.blocks() * Kernels.BLOCK);
        for (int t = 0; t < count; t++) {
            int sample = (at + t) / dzPatches.length;
            int patch = (sample - first) * dz.sampleSize() + dzPatches[(at + t) % dzPatches.length];
            for (int b = 0; b < dz.blocks(); b++) {
                kernels.winogradGradient(
                        dzValues, patch + b * dz.blockStride(), dz.rowStride(), memory.m(worker),
                        (b * memory.tiles() + t) * Kernels.BLOCK, stride, memory.scratch(worker));
            }
        }
    }

    private void multiply(int worker, int count) {
        int rowLength = x.blocks() * Kernels.BLOCK;
        int vStride = memory.stride(rowLength);
        int mStride = memory.stride(dz.blocks() * Kernels.BLOCK);
        int block = memory.tiles() * Kernels.BLOCK;
        for (int point = 0; point < Winograd.POINTS; point++) {
            for (int panel = 0; panel < forward.weights().panels(); panel++) {
                int width = forward.weights().width(panel);
                for (int c = 0; c < channels; c += Kernels.ROWS) {
                    kernels.outer(
                            memory.v(worker), point * vStride + c, 0, rowLength,
                            memory.m(worker), point * mStride + 2 * panel * block, 0, Kernels.BLOCK, block,
                            1, count, width, du[worker], point * duStride + duOffset(panel, c, width));
                }
            }
        }
    }

    private int duOffset(int panel, int input, int width) {
        return panel * x.blocks() * Kernels.BLOCK * Kernels.PANEL + input * width;
    }

    private int sumsOffset(int panel, int input) {
        return (panel * channels + input) * 9 * Kernels.PANEL;
    }

    /** Takes a thread's sums as those of a chunk. */
    void finish(int chunk, int worker) {
        for (int panel = 0; panel < forward.weights().panels(); panel++) {
            int width = forward.weights().width(panel);
            for (int c = 0; c < channels; c++) {
                for (int j = 0; j < width; j += Kernels.BLOCK) {
                    kernels.sandwich(
                            matrix, 3, 6, du[worker], duOffset(panel, c, width) + j, duStride,
                            sums[chunk], sumsOffset(panel, c) + j, Kernels.PANEL, memory.scratch(worker));
                }
            }
        }
    }

    /** Adds the chunks up in their order and writes dw into the flat gradient. */
    void combine(int chunkCount) {
        chunks = chunkCount;
        workers.run(forward.weights().panels() * channels, combineTask);
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
