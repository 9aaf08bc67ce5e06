package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.LocalResponseNorm;

/**
 * Local response normalisation: pixel by pixel, with a pixel's channels side by side and zeros on either side of them, so that
 * the windows of all channels are sums of shifted rows. s is computed anew in the backward pass. For β = 3/4 the power is two
 * square roots and a division.
 */
final class LocalResponseNormLayer extends ScratchLayer {
    private final float alpha;
    private final double beta;
    private final float k;
    private final float slope;
    private final int size;
    private final int half;
    private final int channels;
    /** A thread's channels of a pixel: what is summed over windows (with half a window on either side), the sums, powers. */
    private final float[][] terms;

    private final float[][] sums;
    private final float[][] powers;
    private final float[][] values;
    private final float[][] gradients;
    private final Workers.Task forwardTask = this::forwardRow;
    private final Workers.Task backwardTask = this::backwardRow;
    private float[] dy = {};

    LocalResponseNormLayer(LayerBuild build, LocalResponseNorm spec) {
        super(build);
        alpha = (float) spec.alpha();
        beta = spec.beta();
        k = (float) spec.k();
        slope = (float) (2 * spec.alpha() * spec.beta());
        channels = xLayout.channels();
        // A window never reaches farther than over all channels.
        half = Math.min(spec.size() / 2, channels);
        size = 2 * half + 1;
        int lanes = xLayout.blocks() * Kernels.BLOCK;
        int threads = machine.threads();
        terms = layerMemory.workspace(threads, lanes + 2 * half);
        sums = layerMemory.workspace(threads, lanes);
        powers = layerMemory.workspace(threads, lanes);
        values = layerMemory.workspace(threads, lanes);
        gradients = layerMemory.forBackward(threads, lanes);
    }

    @Override
    void forward(boolean training) {
        workers.run(n * xLayout.height(), forwardTask);
    }

    private void forwardRow(int index, int worker) {
        int sample = index / xLayout.height();
        int h = index % xLayout.height();
        float[] own = values[worker];
        for (int w = 0; w < xLayout.width(); w++) {
            gather(x, xLayout, xLayout.sample(sample) + xLayout.offset(h, w), own);
            power(own, worker);
            float[] p = powers[worker];
            for (int c = 0; c < channels; c++) {
                own[c] *= p[c];
            }
            scatter(own, y, yLayout, yLayout.sample(sample) + yLayout.offset(h, w));
        }
    }

    private void gather(float[] from, Layout layout, int pixel, float[] own) {
        for (int b = 0; b < layout.blocks(); b++) {
            System.arraycopy(from, pixel + b * layout.blockStride(), own, b * Kernels.BLOCK, Kernels.BLOCK);
        }
    }

    private void scatter(float[] own, float[] to, Layout layout, int pixel) {
        for (int b = 0; b < layout.blocks(); b++) {
            System.arraycopy(own, b * Kernels.BLOCK, to, pixel + b * layout.blockStride(), Kernels.BLOCK);
        }
    }

    /** s of every channel to {@link #sums}, s^-β to {@link #powers}. */
    private void power(float[] own, int worker) {
        float[] squares = terms[worker];
        for (int c = 0; c < channels; c++) {
            squares[half + c] = own[c] * own[c];
        }
        float[] s = sums[worker];
        sumWindows(squares, s);
        for (int c = 0; c < channels; c++) {
            s[c] = k + alpha * s[c];
        }
        power(s, powers[worker]);
    }

    private void sumWindows(float[] of, float[] to) {
        System.arraycopy(of, 0, to, 0, channels);
        for (int t = 1; t < size; t++) {
            for (int c = 0; c < channels; c++) {
                to[c] += of[c + t];
            }
        }
    }

    private void power(float[] s, float[] p) {
        if (beta == 0.75) {
            for (int c = 0; c < channels; c++) {
                float root = (float) Math.sqrt(s[c]);
                p[c] = 1 / (root * (float) Math.sqrt(root));
            }
        } else if (beta == 0.5) {
            for (int c = 0; c < channels; c++) {
                p[c] = 1 / (float) Math.sqrt(s[c]);
            }
        } else {
            for (int c = 0; c < channels; c++) {
                p[c] = (float) Math.pow(s[c], -beta);
            }
        }
    }

    @Override
    void backward(float[] gradient, boolean wantDx) {
        if (wantDx) {
            dy = gradient;
            workers.run(n * xLayout.height(), backwardTask);
        }
    }

    private void backwardRow(int index, int worker) {
        int sample = index / xLayout.height();
        int h = index % xLayout.height();
        float[] own = values[worker];
        float[] d = gradients[worker];
        for (int w = 0; w < xLayout.width(); w++) {
            gather(x, xLayout, xLayout.sample(sample) + xLayout.offset(h, w), own);
            gather(dy, dyLayout, dyLayout.sample(sample) + dyLayout.offset(h, w), d);
            power(own, worker);
            backwardPixel(own, d, worker);
            scatter(d, dx, dxLayout, dxLayout.sample(sample) + dxLayout.offset(h, w));
        }
    }

    /** dx = dy·s^-β - 2αβ·x·(Σ dy·x·s^(-β-1) over the window), over dy. */
    private void backwardPixel(float[] own, float[] d, int worker) {
        float[] p = powers[worker];
        float[] s = sums[worker];
        float[] r = terms[worker];
        for (int c = 0; c < channels; c++) {
            r[half + c] = d[c] * own[c] * p[c] / s[c];
        }
        sumWindows(r, s);
        for (int c = 0; c < channels; c++) {
            d[c] = d[c] * p[c] - slope * own[c] * s[c];
        }
    }
}
