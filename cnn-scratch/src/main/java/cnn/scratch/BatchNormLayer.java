package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.BatchNorm2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/**
 * Batch normalisation of images, perhaps with ReLU behind it. In training three passes over x (mean, variance, y) and two
 * over x and dy (sums, dx); ReLU's mask is computed anew from x, which is cheaper than reading y. Sums are taken over
 * {@link Chunks} of samples and combined in double, in the order of the chunks.
 */
final class BatchNormLayer extends ScratchLayer {
    private final BatchNorm2d spec;
    private final float floor;
    private final int channels;
    private final int blocks;
    private final float[] parameters;
    private final float[] gradient;
    private final float[] state;
    private final int gammaOffset;
    private final int betaOffset;
    private final int meanOffset;
    private final int varOffset;
    /** One for each lane: what x is compared with, multiplied with and raised by. */
    private final float[] mean;

    private final float[] scale;
    private final float[] shift;
    /** dx = factor·(dy - offset - (x - mean)·slope). */
    private final float[] factor;

    private final float[] offset;
    private final float[] slope;
    private final double[] inverseDeviation;
    private final float[][] sums;
    private final float[][] products;
    private final Workers.Task meanTask = (index, worker) -> addValues(index);
    private final Workers.Task varianceTask = (index, worker) -> addSquares(index);
    private final Workers.Task normalizeTask = (sample, worker) -> normalize(sample);
    private final Workers.Task gradientTask = (index, worker) -> addGradients(index);
    private final Workers.Task backwardTask = (sample, worker) -> backward(sample);
    private Chunks chunks = new Chunks(1, 1);
    private float[] dy = {};

    BatchNormLayer(LayerBuild build, BatchNorm2d spec, boolean relu) {
        super(build);
        PlacedLayer placed = build.first();
        this.spec = spec;
        floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        channels = placed.input().dim(0);
        blocks = xLayout.blocks();
        parameters = build.parameters();
        gradient = build.gradient();
        state = build.state();
        gammaOffset = placed.parameter("gamma").offset();
        betaOffset = placed.parameter("beta").offset();
        meanOffset = placed.state("mean").offset();
        varOffset = placed.state("var").offset();
        int lanes = blocks * Kernels.BLOCK;
        mean = layerMemory.workspace(lanes);
        scale = layerMemory.workspace(lanes);
        shift = layerMemory.workspace(lanes);
        factor = layerMemory.forBackward(lanes);
        offset = layerMemory.forBackward(lanes);
        slope = layerMemory.forBackward(lanes);
        inverseDeviation = new double[channels];
        int most = Math.min(build.maxBatch(), Chunks.MOST);
        sums = layerMemory.forBackward(most, lanes);
        products = layerMemory.forBackward(most, lanes);
    }

    @Override
    void forward(boolean training) {
        if (training) {
            batchStatistics();
        } else {
            for (int c = 0; c < channels; c++) {
                mean[c] = state[meanOffset + c];
                scaleBy(c, state[varOffset + c]);
            }
        }
        workers.run(n, normalizeTask);
    }

    private void batchStatistics() {
        if (chunks.samples() != n) {
            chunks = new Chunks(Math.min(n, sums.length), n);
        }
        double values = (double) n * xLayout.height() * xLayout.width();
        clear(sums);
        workers.run(chunks.count() * blocks, meanTask);
        for (int c = 0; c < channels; c++) {
            mean[c] = (float) (total(sums, c) / values);
        }
        clear(sums);
        workers.run(chunks.count() * blocks, varianceTask);
        for (int c = 0; c < channels; c++) {
            double variance = total(sums, c) / values;
            scaleBy(c, variance);
            follow(meanOffset + c, mean[c]);
            follow(varOffset + c, variance);
        }
    }

    private void scaleBy(int c, double variance) {
        inverseDeviation[c] = 1 / Math.sqrt(variance + spec.epsilon());
        scale[c] = (float) (parameters[gammaOffset + c] * inverseDeviation[c]);
        shift[c] = parameters[betaOffset + c];
    }

    private void follow(int at, double value) {
        state[at] = (float) ((1 - spec.momentum()) * state[at] + spec.momentum() * value);
    }

    private static void clear(float[][] sums) {
        for (float[] chunk : sums) {
            Arrays.fill(chunk, 0f);
        }
    }

    private double total(float[][] parts, int c) {
        double sum = 0;
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            sum += parts[chunk][c];
        }
        return sum;
    }

    private int xRow(int sample, int block, int row) {
        return xLayout.sample(sample) + xLayout.rowOffset(block, row);
    }

    private void addValues(int index) {
        int chunk = index / blocks;
        int block = index % blocks;
        for (int sample = chunks.first(chunk); sample < chunks.end(chunk); sample++) {
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.addPixels(
                        x, xRow(sample, block, h), xLayout.width(), sums[chunk], block * Kernels.BLOCK);
            }
        }
    }

    private void addSquares(int index) {
        int chunk = index / blocks;
        int block = index % blocks;
        int lanes = block * Kernels.BLOCK;
        for (int sample = chunks.first(chunk); sample < chunks.end(chunk); sample++) {
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.addSquares(x, xRow(sample, block, h), xLayout.width(), mean, lanes, sums[chunk], lanes);
            }
        }
    }

    private void normalize(int sample) {
        for (int b = 0; b < blocks; b++) {
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.normalize(
                        x, xRow(sample, b, h), xLayout.width(), mean, scale, shift, b * Kernels.BLOCK, floor,
                        y, yLayout.sample(sample) + yLayout.rowOffset(b, h));
            }
        }
    }

    @Override
    void backward(float[] outputGradients, boolean wantDx) {
        dy = outputGradients;
        clear(sums);
        clear(products);
        workers.run(chunks.count() * blocks, gradientTask);
        double values = (double) n * xLayout.height() * xLayout.width();
        for (int c = 0; c < channels; c++) {
            double dbeta = total(sums, c);
            double dgamma = total(products, c) * inverseDeviation[c];
            gradient[betaOffset + c] = (float) dbeta;
            gradient[gammaOffset + c] = (float) dgamma;
            factor[c] = scale[c];
            offset[c] = (float) (dbeta / values);
            slope[c] = (float) (dgamma * inverseDeviation[c] / values);
        }
        if (wantDx) {
            workers.run(n, backwardTask);
        }
    }

    private void addGradients(int index) {
        int chunk = index / blocks;
        int block = index % blocks;
        int lanes = block * Kernels.BLOCK;
        for (int sample = chunks.first(chunk); sample < chunks.end(chunk); sample++) {
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.addNormalizeGradient(
                        x, xRow(sample, block, h), dy, dyLayout.sample(sample) + dyLayout.rowOffset(block, h),
                        xLayout.width(), mean, scale, shift, lanes, floor, sums[chunk], products[chunk], lanes);
            }
        }
    }

    private void backward(int sample) {
        for (int b = 0; b < blocks; b++) {
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.normalizeBackward(
                        x, xRow(sample, b, h), dy, dyLayout.sample(sample) + dyLayout.rowOffset(b, h),
                        xLayout.width(), mean, scale, shift, factor, offset, slope, b * Kernels.BLOCK, floor,
                        dx, dxLayout.sample(sample) + dxLayout.rowOffset(b, h));
            }
        }
    }
}
