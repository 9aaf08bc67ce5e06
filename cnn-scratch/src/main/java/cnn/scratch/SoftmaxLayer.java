package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.Arrays;

/**
 * Softmax along the channels of each pixel, or along a vector. A pixel's channels lie in runs: one of 16 in each
 * block, or the whole vector.
 */
final class SoftmaxLayer extends ScratchLayer {
    private final boolean vector;
    private final int runs;
    /** From one pixel's channels in a run to the next one's. */
    private final int pixel;
    /** For each thread: the largest channel of every pixel of a row. */
    private final float[][] maxima;

    private final Workers.Task forwardTask = this::forwardRow;
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};

    SoftmaxLayer(LayerBuild build) {
        super(build);
        vector = xLayout.block() == 1;
        runs = vector ? 1 : xLayout.blocks();
        pixel = vector ? xLayout.channels() : Kernels.BLOCK;
        maxima = layerMemory.workspace(machine.threads(), xLayout.width());
    }

    /** Channels in a run. */
    private int length(int run) {
        return vector ? xLayout.channels() : Math.min(Kernels.BLOCK, xLayout.channels() - run * Kernels.BLOCK);
    }

    @Override
    void forward(boolean training) {
        workers.run(n * xLayout.height(), forwardTask);
    }

    private void forwardRow(int index, int worker) {
        int row = xLayout.sample(index / xLayout.height()) + xLayout.offset(index % xLayout.height(), 0);
        int out = yLayout.sample(index / xLayout.height()) + yLayout.offset(index % xLayout.height(), 0);
        float[] of = maxima[worker];
        Arrays.fill(of, Float.NEGATIVE_INFINITY);
        for (int run = 0; run < runs; run++) {
            raise(row + run * xLayout.blockStride(), length(run), of);
        }
        for (int run = 0; run < runs; run++) {
            int from = row + run * xLayout.blockStride();
            int to = out + run * yLayout.blockStride();
            int length = length(run);
            for (int w = 0; w < of.length; w++) {
                for (int i = 0; i < length; i++) {
                    y[to + w * pixel + i] = x[from + w * pixel + i] - of[w];
                }
                // Lanes without a channel become 0, not the exponential of what was there before.
                Arrays.fill(y, to + w * pixel + length, to + (w + 1) * pixel, Float.NEGATIVE_INFINITY);
            }
            kernels.exp(y, to, 0, y, to, pixel * of.length);
        }
        divide(out, of.length);
    }

    private void raise(int from, int length, float[] to) {
        for (int w = 0; w < to.length; w++) {
            float max = to[w];
            for (int i = 0; i < length; i++) {
                max = Math.max(max, x[from + w * pixel + i]);
            }
            to[w] = max;
        }
    }

    /** Divides each pixel's exponentials by their sum. */
    private void divide(int row, int pixels) {
        for (int w = 0; w < pixels; w++) {
            double sum = 0;
            for (int run = 0; run < runs; run++) {
                int at = row + run * yLayout.blockStride() + w * pixel;
                for (int i = 0; i < length(run); i++) {
                    sum += y[at + i];
                }
            }
            float share = (float) (1 / sum);
            for (int run = 0; run < runs; run++) {
                int at = row + run * yLayout.blockStride() + w * pixel;
                for (int i = 0; i < length(run); i++) {
                    y[at + i] *= share;
                }
            }
        }
    }

    @Override
    void backward(float[] gradient, boolean wantDx) {
        if (wantDx) {
            dy = gradient;
            workers.run(n, backwardTask);
        }
    }

    private void backwardSample(int sample) {
        for (int h = 0; h < yLayout.height(); h++) {
            for (int w = 0; w < yLayout.width(); w++) {
                backwardPixel(
                        yLayout.sample(sample) + yLayout.offset(h, w),
                        dyLayout.sample(sample) + dyLayout.offset(h, w),
                        dxLayout.sample(sample) + dxLayout.offset(h, w));
            }
        }
    }

    private void backwardPixel(int yPixel, int dyPixel, int dxPixel) {
        double mean = 0;
        for (int run = 0; run < runs; run++) {
            int out = yPixel + run * yLayout.blockStride();
            int from = dyPixel + run * dyLayout.blockStride();
            for (int i = 0; i < length(run); i++) {
                mean += (double) y[out + i] * dy[from + i];
            }
        }
        for (int run = 0; run < runs; run++) {
            int out = yPixel + run * yLayout.blockStride();
            int from = dyPixel + run * dyLayout.blockStride();
            int to = dxPixel + run * dxLayout.blockStride();
            for (int i = 0; i < length(run); i++) {
                dx[to + i] = (float) (y[out + i] * (dy[from + i] - mean));
            }
        }
    }
}
