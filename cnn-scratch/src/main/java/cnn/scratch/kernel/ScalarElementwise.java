package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;

import cnn.scratch.kernel.Kernels.AdamStep;

/** ReLU, sums and optimizer updates. */
final class ScalarElementwise {
    private ScalarElementwise() {}

    /** See {@link Kernels#relu}. */
    static void relu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalars.finish(x[xo + i], true);
        }
    }

    /** See {@link Kernels#reluBackward}. */
    static void reluBackward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = y[yo + i] > 0 ? dy[dyo + i] : 0;
        }
    }

    /** See {@link Kernels#add}. */
    static void add(float[] from, int fo, float[] to, int too, int n) {
        for (int i = 0; i < n; i++) {
            to[too + i] += from[fo + i];
        }
    }

    /** See {@link Kernels#addPixels}. */
    static void addPixels(float[] x, int xo, int pixels, float[] sums, int so) {
        for (int p = 0; p < pixels; p++) {
            add(x, xo + p * BLOCK, sums, so, BLOCK);
        }
    }

    /** See {@link Kernels#sum}. */
    static void sum(float[] a, int ao, float[] b, int bo, float floor, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalars.clamp(a[ao + i] + b[bo + i], floor);
        }
    }

    /** See {@link Kernels#sgd}. */
    static void sgd(float[] p, float[] g, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            p[i] -= rate * g[i];
        }
    }

    /** See {@link Kernels#momentum}. */
    static void momentum(float[] p, float[] g, float[] v, int from, int to, float rate, float momentum) {
        for (int i = from; i < to; i++) {
            v[i] = momentum * v[i] + g[i];
            p[i] -= rate * v[i];
        }
    }

    /** See {@link Kernels#adam}. */
    static void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step) {
        for (int i = from; i < to; i++) {
            m[i] = step.beta1() * m[i] + step.keep1() * g[i];
            v[i] = step.beta2() * v[i] + step.keep2() * g[i] * g[i];
            p[i] -= step.rate() * m[i] / ((float) Math.sqrt(v[i] * step.correction()) + step.epsilon());
        }
    }
}
