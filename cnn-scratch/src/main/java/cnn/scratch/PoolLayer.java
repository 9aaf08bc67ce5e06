package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;
import java.util.Arrays;

/** Max and average pooling of any window, stride and padding: block by block, window by window, a sample a task. */
abstract class PoolLayer extends ScratchLayer {
    private final PoolWindows forwardWindows;
    private final PoolWindows backwardWindows;
    private final Workers.Task forwardTask = (sample, worker) -> forwardSample(sample);
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};

    PoolLayer(LayerBuild build, Geometry2d geometry) {
        super(build);
        forwardWindows = new PoolWindows(geometry, xLayout);
        backwardWindows = new PoolWindows(geometry, dxLayout);
    }

    /** Pools one window; {@code dyAt} is the output pixel's place in {@link #dyLayout}. */
    abstract void forward(Kernels.Window window, int xAt, int yAt, int dyAt);

    /** Spreads one window's gradient. */
    abstract void backward(Kernels.Window window, float[] dy, int dyAt, int dxAt);

    @Override
    void forward(boolean training) {
        workers.run(n, forwardTask);
    }

    private void forwardSample(int sample) {
        for (int b = 0; b < yLayout.blocks(); b++) {
            int xBase = xLayout.sample(sample) + b * xLayout.blockStride();
            for (int i = 0, at = 0; i < yLayout.height(); i++) {
                int yRow = yLayout.sample(sample) + yLayout.rowOffset(b, i);
                int dyRow = dyLayout.sample(sample) + dyLayout.rowOffset(b, i);
                for (int j = 0; j < yLayout.width(); j++, at++) {
                    int pixel = j * Kernels.BLOCK;
                    forward(forwardWindows.windows[at], xBase + forwardWindows.origins[at], yRow + pixel, dyRow + pixel);
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
        int dxSample = dxLayout.sample(sample);
        Arrays.fill(dx, dxSample, dxSample + dxLayout.sampleSize(), 0f);
        for (int b = 0; b < dyLayout.blocks(); b++) {
            int dyBase = dyLayout.sample(sample) + b * dyLayout.blockStride();
            int dxBase = dxSample + b * dxLayout.blockStride();
            for (int i = 0, at = 0; i < dyLayout.height(); i++) {
                int dyRow = dyBase + dyLayout.offset(i, 0);
                for (int j = 0; j < dyLayout.width(); j++, at++) {
                    backward(
                            backwardWindows.windows[at],
                            dy,
                            dyRow + j * Kernels.BLOCK,
                            dxBase + backwardWindows.origins[at]);
                }
            }
        }
    }

    /** The largest element; the first in row order wins a tie. */
    static final class Max extends PoolLayer {
        /** Number of the winner in its window, one float lane for each output, in {@link #dyLayout}. */
        private final float[] winners;

        /** Whether they are kept; else a sample's are written over one another. */
        private final boolean keepWinners;

        Max(LayerBuild build, Geometry2d geometry) {
            super(build, geometry);
            keepWinners = layerMemory.training();
            winners = layerMemory.workspace(
                    keepWinners ? dyLayout.length(build.maxBatch()) : build.maxBatch() * Kernels.BLOCK);
        }

        @Override
        void forward(Kernels.Window window, int xAt, int yAt, int dyAt) {
            int winner = keepWinners ? dyAt : dyAt / dyLayout.sampleSize() * Kernels.BLOCK;
            kernels.maxWindow(x, xAt, window, y, yAt, winners, winner);
        }

        @Override
        void backward(Kernels.Window window, float[] dy, int dyAt, int dxAt) {
            kernels.maxWindowBackward(dy, dyAt, winners, dyAt, dx, dxAt, window);
        }
    }

    /** The mean, over the whole window or over what of it lies inside the image. */
    static final class Average extends PoolLayer {
        /** KH·KW if padding counts, else 0. */
        private final int fixedCount;

        Average(LayerBuild build, Geometry2d geometry, boolean countPadding) {
            super(build, geometry);
            fixedCount = countPadding ? geometry.kernelH() * geometry.kernelW() : 0;
        }

        private float scale(Kernels.Window window) {
            return 1f / (fixedCount > 0 ? fixedCount : window.rows() * window.columns());
        }

        @Override
        void forward(Kernels.Window window, int xAt, int yAt, int dyAt) {
            kernels.sumWindow(x, xAt, window, scale(window), y, yAt);
        }

        @Override
        void backward(Kernels.Window window, float[] dy, int dyAt, int dxAt) {
            kernels.sumWindowBackward(dy, dyAt, scale(window), dx, dxAt, window);
        }
    }
}
