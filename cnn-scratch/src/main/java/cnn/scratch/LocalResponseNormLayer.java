package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.LocalResponseNorm;

/**
 * Local response normalisation, a row of pixels at a time, each pixel's channels side by side with zeros between one
 * pixel and the next: so the windows of all channels of all pixels are one sum of shifted stretches of memory, in
 * plain loops that the JIT vectorises. s is computed anew in the backward pass. For β = 3/4 the power is two square
 * roots and a division.
 */
final class LocalResponseNormLayer extends ScratchLayer {
    private final float alpha;
    private final double beta;
    private final float k;
    private final float slope;
    /** How far a window reaches; no farther than over all channels. */
    private final int half;

    private final int channels;
    /** From one pixel to the next: its channels and a gap. */
    private final int stride;
    /** From the first pixel to the end of the last gap. */
    private final int length;

    /** A thread's row of x, of what is summed over windows, of the sums, powers and dy; half a window before each. */
    private final float[][] values;

    private final float[][] terms;
    private final float[][] sums;
    private final float[][] powers;
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
        half = Math.min(spec.size() / 2, channels);
        stride = channels + half;
        length = xLayout.width() * stride;
        int threads = machine.threads();
        values = layerMemory.workspace(threads, length);
        terms = layerMemory.workspace(threads, length + 2 * half);
        sums = layerMemory.workspace(threads, length);
        powers = layerMemory.workspace(threads, length);
        gradients = layerMemory.forBackward(threads, length);
    }

    @Override
    void forward(boolean training) {
        workers.run(n * xLayout.height(), forwardTask);
    }

    private void forwardRow(int index, int worker) {
        int sample = index / xLayout.height();
        int h = index % xLayout.height();
        float[] v = values[worker];
        float[] p = powers[worker];
        gather(x, xLayout, xLayout.sample(sample) + xLayout.offset(h, 0), v);
        power(v, worker);
        for (int i = 0; i < length; i++) {
            p[i] *= v[i];
        }
        scatter(p, y, yLayout, yLayout.sample(sample) + yLayout.offset(h, 0));
    }

    private int lanes(int block) {
        return Math.min(Kernels.BLOCK, channels - block * Kernels.BLOCK);
    }

    /** The gaps stay zero. */
    private void gather(float[] from, Layout layout, int row, float[] own) {
        for (int b = 0; b < layout.blocks(); b++) {
            int at = row + b * layout.blockStride();
            int to = b * Kernels.BLOCK;
            for (int w = 0; w < layout.width(); w++) {
                System.arraycopy(from, at + w * Kernels.BLOCK, own, to + w * stride, lanes(b));
            }
        }
    }

    private void scatter(float[] own, float[] to, Layout layout, int row) {
        for (int b = 0; b < layout.blocks(); b++) {
            int at = row + b * layout.blockStride();
            int from = b * Kernels.BLOCK;
            for (int w = 0; w < layout.width(); w++) {
                System.arraycopy(own, from + w * stride, to, at + w * Kernels.BLOCK, lanes(b));
            }
        }
    }

    /** s of every channel to {@link #sums}, s^-β to {@link #powers}; in the gaps they mean nothing. */
    private void power(float[] v, int worker) {
        float[] squares = terms[worker];
        float[] s = sums[worker];
        float[] p = powers[worker];
        for (int i = 0; i < length; i++) {
            squares[half + i] = v[i] * v[i];
        }
        sumWindows(squares, s);
        for (int i = 0; i < length; i++) {
            s[i] = k + alpha * s[i];
        }
        if (beta == 0.75) {
            kernels.inverseThreeQuarters(s, 0, p, 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                p[i] = (float) Math.pow(s[i], -beta);
            }
        }
    }

    private void sumWindows(float[] of, float[] to) {
        System.arraycopy(of, 0, to, 0, length);
        for (int t = 1; t <= 2 * half; t++) {
            kernels.add(of, t, to, 0, length);
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
        float[] d = gradients[worker];
        gather(x, xLayout, xLayout.sample(sample) + xLayout.offset(h, 0), values[worker]);
        gather(dy, dyLayout, dyLayout.sample(sample) + dyLayout.offset(h, 0), d);
        power(values[worker], worker);
        inputGradient(values[worker], d, worker);
        scatter(powers[worker], dx, dxLayout, dxLayout.sample(sample) + dxLayout.offset(h, 0));
    }

    /** dx = dy·s^-β - 2αβ·x·(Σ dy·x·s^(-β-1) over the window), over the powers. */
    private void inputGradient(float[] v, float[] d, int worker) {
        float[] p = powers[worker];
        float[] s = sums[worker];
        float[] r = terms[worker];
        for (int i = 0; i < length; i++) {
            p[i] *= d[i];
        }
        for (int i = 0; i < length; i++) {
            r[half + i] = p[i] * v[i] / s[i];
        }
        sumWindows(r, s);
        for (int i = 0; i < length; i++) {
            p[i] -= slope * v[i] * s[i];
        }
    }
}
