package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/**
 * Softmax along the channels of each pixel, or along a vector. A pixel's channels lie in runs: one of 16 in each
 * block, or the whole vector.
 */
final class SoftmaxLayer extends ScratchLayer {
    private final boolean vector;
    private final int runs;
    private final Workers.Task forwardTask = (sample, worker) -> forwardSample(sample);
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};

    SoftmaxLayer(LayerBuild build) {
        super(build);
        vector = xLayout.block() == 1;
        runs = vector ? 1 : xLayout.blocks();
    }

    /** Channels in a run. */
    private int length(int run) {
        return vector ? xLayout.channels() : Math.min(Kernels.BLOCK, xLayout.channels() - run * Kernels.BLOCK);
    }

    @Override
    void forward(boolean training) {
        workers.run(n, forwardTask);
    }

    private void forwardSample(int sample) {
        for (int h = 0; h < xLayout.height(); h++) {
            for (int w = 0; w < xLayout.width(); w++) {
                forwardPixel(
                        xLayout.sample(sample) + xLayout.offset(h, w), yLayout.sample(sample) + yLayout.offset(h, w));
            }
        }
    }

    private void forwardPixel(int xPixel, int yPixel) {
        float max = Float.NEGATIVE_INFINITY;
        for (int run = 0; run < runs; run++) {
            int from = xPixel + run * xLayout.blockStride();
            for (int i = 0; i < length(run); i++) {
                max = Math.max(max, x[from + i]);
            }
        }
        double sum = 0;
        for (int run = 0; run < runs; run++) {
            int to = yPixel + run * yLayout.blockStride();
            kernels.exp(x, xPixel + run * xLayout.blockStride(), max, y, to, length(run));
            for (int i = 0; i < length(run); i++) {
                sum += y[to + i];
            }
        }
        float share = (float) (1 / sum);
        for (int run = 0; run < runs; run++) {
            int to = yPixel + run * yLayout.blockStride();
            for (int i = 0; i < length(run); i++) {
                y[to + i] *= share;
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
