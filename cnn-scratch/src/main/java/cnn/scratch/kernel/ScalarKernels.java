package cnn.scratch.kernel;

import java.util.Arrays;

/**
 * The kernels as plain loops, for JVMs without the Vector API. Inner loops run over whole blocks, so that the JIT can
 * vectorise them.
 */
public final class ScalarKernels implements Kernels {
    @Override
    public String describe() {
        return "scalar kernels";
    }

    @Override
    public void product(
            float[] a, int ao, int[] rows, int at, Runs runs, float[] b, int bo, int width, float[] tile, int to) {
        Arrays.fill(tile, to, to + ROWS * width, 0f);
        for (int i = 0; i < ROWS; i++) {
            int q = bo;
            for (int r = 0; r < runs.start().length; r++) {
                int p = ao + rows[at + i] + runs.start()[r];
                for (int k = 0; k < runs.length()[r]; k++) {
                    for (int j = 0; j < width; j += BLOCK) {
                        multiplyAdd(a[p + k], b, q + j, tile, to + j * ROWS + i * BLOCK);
                    }
                    q += width;
                }
            }
        }
    }

    @Override
    public void outer(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < steps; s++) {
                int p = ao + r * aRow + s * aStep;
                int q = bo + r * bRow + s * bStep;
                for (int i = 0; i < ROWS; i++) {
                    for (int j = 0; j < width; j += BLOCK) {
                        multiplyAdd(a[p + i], b, q + j / BLOCK * bBlock, sums, so + i * width + j);
                    }
                }
            }
        }
    }

    private static void multiplyAdd(float factor, float[] x, int xo, float[] y, int yo) {
        for (int l = 0; l < BLOCK; l++) {
            y[yo + l] += factor * x[xo + l];
        }
    }

    @Override
    public void store(
            float[] tile, int to, float[] bias, int bo, boolean relu, float[] y, int yo, int[] rows, int at) {
        for (int i = 0; i < ROWS; i++) {
            for (int l = 0; l < BLOCK; l++) {
                y[yo + rows[at + i] + l] = finish(tile[to + i * BLOCK + l] + bias[bo + l], relu);
            }
        }
    }

    private static float finish(float z, boolean relu) {
        return relu && z <= 0 ? 0 : z;
    }

    @Override
    public void storePooled(
            float[] tile, int to, float[] bias, int bo, boolean relu,
            float[] y, int yo, int[] rows, int at, float[] winners, int wo) {
        for (int k = 0; k < 2; k++) {
            for (int l = 0; l < BLOCK; l++) {
                int from = to + 4 * k * BLOCK + l;
                float best = tile[from] + bias[bo + l];
                int winner = 0;
                for (int i = 1; i < 4; i++) {
                    float candidate = tile[from + i * BLOCK] + bias[bo + l];
                    if (candidate > best) {
                        best = candidate;
                        winner = i;
                    }
                }
                winners[wo + k * BLOCK + l] = relu && best <= 0 ? 4 : winner;
                y[yo + rows[at + k] + l] = finish(best, relu);
            }
        }
    }

    @Override
    public void spreadPooled(
            float[] dy, int dyo, int[] windows, float[] winners, int wo, float[] dz, int dzo, int[] pixels, int at) {
        for (int i = 0; i < ROWS; i++) {
            int from = dyo + windows[at / 4 + i / 4];
            for (int l = 0; l < BLOCK; l++) {
                dz[dzo + pixels[at + i] + l] = winners[wo + i / 4 * BLOCK + l] == i % 4 ? dy[from + l] : 0;
            }
        }
    }

    @Override
    public void winogradInput(float[] x, int xo, int rowStride, float[] v, int vo, int vStride, float[] scratch) {
        for (int j = 0; j < 6; j++) {
            Winograd.inputRow(x, xo + j * BLOCK, rowStride, scratch, j * BLOCK, 6 * BLOCK);
        }
        for (int i = 0; i < 6; i++) {
            Winograd.inputRow(scratch, i * 6 * BLOCK, BLOCK, v, vo + i * 6 * vStride, vStride);
        }
    }

    @Override
    public void winogradOutput(float[] m, int mo, int mStride, float[] z, float[] scratch) {
        for (int j = 0; j < 6; j++) {
            Winograd.outputRow(m, mo + j * mStride, 6 * mStride, scratch, j * BLOCK, 6 * BLOCK, 12 * BLOCK);
        }
        for (int i = 0; i < 4; i++) {
            int row = (i / 2 * 8 + i % 2 * 2) * BLOCK;
            Winograd.outputRow(scratch, i * 6 * BLOCK, BLOCK, z, row, BLOCK, 4 * BLOCK);
        }
    }

    @Override
    public void winogradGradient(float[] dz, int dzo, int rowStride, float[] dm, int mo, int mStride, float[] scratch) {
        for (int j = 0; j < 4; j++) {
            Winograd.gradientRow(dz, dzo + j * BLOCK, rowStride, scratch, j * BLOCK, 4 * BLOCK);
        }
        for (int i = 0; i < 6; i++) {
            Winograd.gradientRow(scratch, i * 4 * BLOCK, BLOCK, dm, mo + i * 6 * mStride, mStride);
        }
    }

    @Override
    public void sandwich(
            float[] matrix, int k, int m, float[] in, int io, int inStride, float[] out, int oo, int outStride,
            float[] scratch) {
        Arrays.fill(scratch, 0, k * m * BLOCK, 0f);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < m; j++) {
                for (int q = 0; q < m; q++) {
                    multiplyAdd(matrix[i * m + q], in, io + (q * m + j) * inStride, scratch, (i * m + j) * BLOCK);
                }
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                int to = oo + (i * k + j) * outStride;
                Arrays.fill(out, to, to + BLOCK, 0f);
                for (int q = 0; q < m; q++) {
                    multiplyAdd(matrix[j * m + q], scratch, (i * m + q) * BLOCK, out, to);
                }
            }
        }
    }

    @Override
    public void relu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = finish(x[xo + i], true);
        }
    }

    @Override
    public void reluBackward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = y[yo + i] > 0 ? dy[dyo + i] : 0;
        }
    }

    @Override
    public void add(float[] from, int fo, float[] to, int too, int n) {
        for (int i = 0; i < n; i++) {
            to[too + i] += from[fo + i];
        }
    }

    @Override
    public void addPixels(float[] x, int xo, int pixels, float[] sums, int so) {
        for (int p = 0; p < pixels; p++) {
            add(x, xo + p * BLOCK, sums, so, BLOCK);
        }
    }

    @Override
    public void maxWindow(float[] x, int xo, Window window, float[] y, int yo, float[] winners, int wo) {
        for (int l = 0; l < BLOCK; l++) {
            float best = x[xo + l];
            int winner = window.first();
            for (int r = 0; r < window.rows(); r++) {
                for (int c = 0; c < window.columns(); c++) {
                    float candidate = x[xo + r * window.rowStride() + c * BLOCK + l];
                    if (candidate > best) {
                        best = candidate;
                        winner = window.first() + r * window.perRow() + c;
                    }
                }
            }
            y[yo + l] = best;
            winners[wo + l] = winner;
        }
    }

    @Override
    public void maxWindowBackward(float[] dy, int dyo, float[] winners, int wo, float[] dx, int dxo, Window window) {
        for (int r = 0; r < window.rows(); r++) {
            for (int c = 0; c < window.columns(); c++) {
                int tap = window.first() + r * window.perRow() + c;
                int to = dxo + r * window.rowStride() + c * BLOCK;
                for (int l = 0; l < BLOCK; l++) {
                    dx[to + l] += winners[wo + l] == tap ? dy[dyo + l] : 0;
                }
            }
        }
    }

    @Override
    public void sumWindow(float[] x, int xo, Window window, float scale, float[] y, int yo) {
        for (int l = 0; l < BLOCK; l++) {
            float sum = 0;
            for (int r = 0; r < window.rows(); r++) {
                for (int c = 0; c < window.columns(); c++) {
                    sum += x[xo + r * window.rowStride() + c * BLOCK + l];
                }
            }
            y[yo + l] = sum * scale;
        }
    }

    @Override
    public void sumWindowBackward(float[] dy, int dyo, float scale, float[] dx, int dxo, Window window) {
        for (int r = 0; r < window.rows(); r++) {
            for (int c = 0; c < window.columns(); c++) {
                multiplyAdd(scale, dy, dyo, dx, dxo + r * window.rowStride() + c * BLOCK);
            }
        }
    }

    @Override
    public void sgd(float[] p, float[] g, int from, int to, float rate) {
        for (int i = from; i < to; i++) {
            p[i] -= rate * g[i];
        }
    }

    @Override
    public void momentum(float[] p, float[] g, float[] v, int from, int to, float rate, float momentum) {
        for (int i = from; i < to; i++) {
            v[i] = momentum * v[i] + g[i];
            p[i] -= rate * v[i];
        }
    }

    @Override
    public void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step) {
        for (int i = from; i < to; i++) {
            m[i] = step.beta1() * m[i] + step.keep1() * g[i];
            v[i] = step.beta2() * v[i] + step.keep2() * g[i] * g[i];
            p[i] -= step.rate() * m[i] / ((float) Math.sqrt(v[i] * step.correction()) + step.epsilon());
        }
    }
}
