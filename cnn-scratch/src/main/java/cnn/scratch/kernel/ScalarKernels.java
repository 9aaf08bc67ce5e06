package cnn.scratch.kernel;

import java.util.Arrays;

/**
 * The kernels as plain loops, for JVMs without the Vector API. Inner loops run over whole blocks, so that the JIT can
 * vectorise them.
 */
public final class ScalarKernels implements Kernels {
    private static final float[] G = Winograd.weights();
    private static final float[] GT = Winograd.weightsTransposed();
    private static final int[] NEIGHBOURS = {0, BLOCK, 2 * BLOCK, 3 * BLOCK, 4 * BLOCK, 5 * BLOCK, 6 * BLOCK, 7 * BLOCK};

    @Override
    public String describe() {
        return "scalar kernels";
    }

    @Override
    public void product(
            float[] a, int ao, int[] rows, int at, Runs runs,
            float[] b, int bo, int width, float[] tile, int to, int gap) {
        for (int j = 0; j < width; j += BLOCK) {
            int block = to + j / BLOCK * gap;
            Arrays.fill(tile, block, block + ROWS * BLOCK, 0f);
        }
        for (int i = 0; i < ROWS; i++) {
            int q = bo;
            for (int r = 0; r < runs.start().length; r++) {
                int p = ao + rows[at + i] + runs.start()[r];
                for (int k = 0; k < runs.length()[r]; k++) {
                    for (int j = 0; j < width; j += BLOCK) {
                        multiplyAdd(a[p + k], b, q + j, tile, to + j / BLOCK * gap + i * BLOCK);
                    }
                    q += width;
                }
            }
        }
    }

    @Override
    public void productOfNeighbours(
            float[] a, int ao, int aBlock, int n, float[] b, int bo, int width, float[] to, int o, int gap) {
        for (int j = 0; j < width; j += BLOCK) {
            int block = o + j / BLOCK * gap;
            Arrays.fill(to, block, block + ROWS * BLOCK, 0f);
            for (int i = 0; i < ROWS; i++) {
                for (int k = 0; k < n; k++) {
                    float factor = a[ao + i * BLOCK + k / BLOCK * aBlock + k % BLOCK];
                    multiplyAdd(factor, b, bo + k * width + j, to, block + i * BLOCK);
                }
            }
        }
    }

    @Override
    public void outer(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        outer(ROWS, a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums, so);
    }

    @Override
    public void outerOfNine(
            float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        outer(9, a, ao, aRow, aStep, b, bo, bRow, bStep, bBlock, rows, steps, width, sums, so);
    }

    private static void outer(
            int height, float[] a, int ao, int aRow, int aStep,
            float[] b, int bo, int bRow, int bStep, int bBlock,
            int rows, int steps, int width, float[] sums, int so) {
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < steps; s++) {
                int p = ao + r * aRow + s * aStep;
                int q = bo + r * bRow + s * bStep;
                for (int i = 0; i < height; i++) {
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
    public void depthwise(
            float[] x, int xo, int[] rows, int at, int[] offsets,
            float[] w, int wo, int[] weights, float[] tile, int to) {
        Arrays.fill(tile, to, to + ROWS * BLOCK, 0f);
        for (int i = 0; i < ROWS; i++) {
            for (int t = 0; t < offsets.length; t++) {
                multiplyAdd(x, xo + rows[at + i] + offsets[t], w, wo + weights[t], tile, to + i * BLOCK);
            }
        }
    }

    @Override
    public void depthwiseOfNeighbours(
            float[] x, int xo, int[] offsets, float[] w, int wo, int[] weights, float[] tile, int to) {
        depthwise(x, xo, NEIGHBOURS, 0, offsets, w, wo, weights, tile, to);
    }

    @Override
    public void depthwiseGradient(
            float[] x, int xo, int xRow, int xStep, int[] offsets, int first,
            float[] dz, int dzo, int dzRow, int rows, int steps, float[] sums, int so) {
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < steps; s++) {
                int p = xo + r * xRow + s * xStep;
                for (int t = 0; t < DEPTHWISE_TAPS; t++) {
                    multiplyAdd(x, p + offsets[first + t], dz, dzo + r * dzRow + s * BLOCK, sums, so + t * BLOCK);
                }
            }
        }
    }

    private static void multiplyAdd(float[] a, int ao, float[] b, int bo, float[] sums, int so) {
        for (int l = 0; l < BLOCK; l++) {
            sums[so + l] += a[ao + l] * b[bo + l];
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
    public void winogradInput(float[] x, int xo, int rowStride, float[] v, int vo, float[] scratch) {
        for (int j = 0; j < 6; j++) {
            Winograd.inputRow(x, xo + j * BLOCK, rowStride, scratch, j * BLOCK, 6 * BLOCK);
        }
        for (int i = 0; i < 6; i++) {
            Winograd.inputRow(scratch, i * 6 * BLOCK, BLOCK, v, vo + i * 6 * POINT, POINT);
        }
    }

    @Override
    public void winogradInputAdjoint(float[] v, int vo, float[] dx, int dxo, int rowStride, float[] scratch) {
        for (int j = 0; j < 6; j++) {
            Winograd.inputAdjointRow(v, vo + j * POINT, 6 * POINT, scratch, j * BLOCK, 6 * BLOCK);
        }
        int row = Winograd.POINTS * BLOCK;
        for (int i = 0; i < 6; i++) {
            Winograd.inputAdjointRow(scratch, i * 6 * BLOCK, BLOCK, scratch, row, BLOCK);
            add(scratch, row, dx, dxo + i * rowStride, 6 * BLOCK);
        }
    }

    @Override
    public void winogradOutput(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] scratch) {
        outputTile(m, mo, scratch);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                y[yo + i * rowStride + j] = clamp(scratch[i * 4 * BLOCK + j] + bias[bo + j % BLOCK], floor);
            }
        }
    }

    /** The 4×4 pixels at the beginning of the scratch array. */
    private static void outputTile(float[] m, int mo, float[] scratch) {
        int half = 16 * BLOCK;
        for (int j = 0; j < 6; j++) {
            Winograd.outputRow(m, mo + j * POINT, 6 * POINT, scratch, half + j * BLOCK, 6 * BLOCK);
        }
        for (int i = 0; i < 4; i++) {
            Winograd.outputRow(scratch, half + i * 6 * BLOCK, BLOCK, scratch, i * 4 * BLOCK, BLOCK);
        }
    }

    private static float clamp(float z, float floor) {
        return z <= floor ? floor : z;
    }

    @Override
    public void winogradOutputPooled(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] winners, int wo, float[] scratch) {
        outputTile(m, mo, scratch);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                int l = j % BLOCK;
                int corner = (8 * i + 2 * (j / BLOCK)) * BLOCK + l;
                float best = scratch[corner] + bias[bo + l];
                int winner = 0;
                for (int k = 1; k < 4; k++) {
                    float candidate = scratch[corner + (k / 2 * 4 + k % 2) * BLOCK] + bias[bo + l];
                    if (candidate > best) {
                        best = candidate;
                        winner = k;
                    }
                }
                winners[wo + 2 * i * BLOCK + j] = best <= floor ? 4 : winner;
                y[yo + i * rowStride + j] = clamp(best, floor);
            }
        }
    }

    @Override
    public void winogradGradient(float[] dz, float[] dm, int mo, float[] db, int dbo, float[] scratch) {
        addPixels(dz, 0, 16, db, dbo);
        for (int j = 0; j < 4; j++) {
            Winograd.gradientRow(dz, j * BLOCK, 4 * BLOCK, scratch, j * BLOCK, 4 * BLOCK);
        }
        for (int i = 0; i < 6; i++) {
            Winograd.gradientRow(scratch, i * 4 * BLOCK, BLOCK, dm, mo + i * 6 * POINT, POINT);
        }
    }

    @Override
    public void tileGradient(
            float[] dy, int dyo, int dyRow, float[] y, int yo, int yRow, boolean relu, int rows, int columns, float[] dz) {
        Arrays.fill(dz, 0, 16 * BLOCK, 0f);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                boolean open = !relu || y[yo + i * yRow + j] > 0;
                dz[i * 4 * BLOCK + j] = open ? dy[dyo + i * dyRow + j] : 0;
            }
        }
    }

    @Override
    public void tileGradientPooled(
            float[] dy, int dyo, int dyRow, float[] winners, int wo, int rows, int columns, float[] dz) {
        Arrays.fill(dz, 0, 16 * BLOCK, 0f);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                int winner = (int) winners[wo + 2 * i * BLOCK + j];
                int corner = (8 * i + 2 * (j / BLOCK)) * BLOCK + j % BLOCK;
                if (winner < 4) {
                    dz[corner + (winner / 2 * 4 + winner % 2) * BLOCK] = dy[dyo + i * dyRow + j];
                }
            }
        }
    }

    @Override
    public void winogradWeights(float[] w, int wo, int wStride, float[] u, int uo, int uStride, float[] scratch) {
        sandwich(G, 6, 3, w, wo, wStride, u, uo, uStride, scratch);
    }

    @Override
    public void winogradWeightsAdjoint(
            float[] du, int uo, int uStride, float[] dw, int wo, int wStride, float[] scratch) {
        sandwich(GT, 3, 6, du, uo, uStride, dw, wo, wStride, scratch);
    }

    /** X = M·Y·Mᵀ for a matrix M of k×m plain numbers and matrices of blocks. */
    private static void sandwich(
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
    public void sum(float[] a, int ao, float[] b, int bo, float floor, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = clamp(a[ao + i] + b[bo + i], floor);
        }
    }

    @Override
    public void addSquares(float[] x, int xo, int pixels, float[] mean, int mo, float[] sums, int so) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                float distance = x[xo + p * BLOCK + l] - mean[mo + l];
                sums[so + l] += distance * distance;
            }
        }
    }

    @Override
    public void normalize(
            float[] x, int xo, int pixels, float[] mean, float[] scale, float[] shift, int co, float floor,
            float[] y, int yo) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                int c = co + l;
                y[yo + p * BLOCK + l] = clamp((x[xo + p * BLOCK + l] - mean[c]) * scale[c] + shift[c], floor);
            }
        }
    }

    @Override
    public void addNormalizeGradient(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift, int co,
            float floor, float[] sums, float[] products, int so) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                int c = co + l;
                float distance = x[xo + p * BLOCK + l] - mean[c];
                float d = distance * scale[c] + shift[c] <= floor ? 0 : dy[dyo + p * BLOCK + l];
                sums[so + l] += d;
                products[so + l] += d * distance;
            }
        }
    }

    @Override
    public void normalizeBackward(
            float[] x, int xo, float[] dy, int dyo, int pixels, float[] mean, float[] scale, float[] shift,
            float[] factor, float[] offset, float[] slope, int co, float floor, float[] dx, int dxo) {
        for (int p = 0; p < pixels; p++) {
            for (int l = 0; l < BLOCK; l++) {
                int c = co + l;
                float distance = x[xo + p * BLOCK + l] - mean[c];
                float d = distance * scale[c] + shift[c] <= floor ? 0 : dy[dyo + p * BLOCK + l];
                dx[dxo + p * BLOCK + l] = factor[c] * (d - offset[c] - distance * slope[c]);
            }
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
