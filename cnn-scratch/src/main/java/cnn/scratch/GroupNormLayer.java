package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.GroupNorm;
import cnn.spec.PlacedLayer;
import java.util.Arrays;
import java.util.List;

/**
 * Group normalisation, perhaps with ReLU behind it. Sums are taken for each channel of a sample, lane by lane, and
 * combined to those of the groups in double: groups need not be whole blocks. ReLU's mask is computed anew from x in
 * the backward pass.
 */
final class GroupNormLayer extends ScratchLayer {
    private final GroupNorm spec;
    private final float floor;
    private final int channels;
    private final int blocks;
    private final int lanes;
    private final int groupSize;
    /** Elements of a group. */
    private final double values;

    private final float[] parameters;
    private final float[] gradient;
    private final int gammaOffset;
    private final int betaOffset;
    /** One for each lane of each sample, as in {@link Kernels#normalizeBackwardInGroups}. */
    private final float[] mean;

    private final float[] scale;
    private final float[] shift;
    private final float[] offset;
    private final float[] slope;
    private final float[] sums;
    private final float[] products;
    private final double[] inverseDeviation;
    private final Workers.Task forwardTask = (sample, worker) -> forwardSample(sample);
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};
    private boolean wantDx;

    GroupNormLayer(LayerBuild build, GroupNorm spec, boolean relu) {
        super(build);
        PlacedLayer placed = build.first();
        this.spec = spec;
        floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        channels = placed.input().dim(0);
        blocks = xLayout.blocks();
        lanes = blocks * Kernels.BLOCK;
        groupSize = channels / spec.groups();
        values = (double) groupSize * xLayout.height() * xLayout.width();
        parameters = build.parameters();
        gradient = build.gradient();
        gammaOffset = placed.parameter("gamma").offset();
        betaOffset = placed.parameter("beta").offset();
        int all = build.maxBatch() * lanes;
        mean = layerMemory.workspace(all);
        scale = layerMemory.workspace(all);
        shift = layerMemory.workspace(all);
        sums = layerMemory.workspace(all);
        offset = layerMemory.forBackward(all);
        slope = layerMemory.forBackward(all);
        products = layerMemory.forBackward(all);
        inverseDeviation = new double[build.maxBatch() * spec.groups()];
    }

    @Override
    List<String> parts() {
        return List.of(spec.groups() == 1 ? "1 group" : spec.groups() + " groups");
    }

    @Override
    void forward(boolean training) {
        workers.run(n, forwardTask);
    }

    private int row(Layout layout, int sample, int block, int h) {
        return layout.sample(sample) + layout.rowOffset(block, h);
    }

    private void forwardSample(int sample) {
        statistics(sample);
        for (int b = 0; b < blocks; b++) {
            int co = sample * lanes + b * Kernels.BLOCK;
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.normalize(
                        x, row(xLayout, sample, b, h), xLayout.width(), mean, scale, shift, co, floor,
                        y, row(yLayout, sample, b, h));
            }
        }
    }

    private void statistics(int sample) {
        int first = sample * lanes;
        Arrays.fill(sums, first, first + lanes, 0f);
        for (int b = 0; b < blocks; b++) {
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.addPixels(
                        x, row(xLayout, sample, b, h), xLayout.width(), sums, first + b * Kernels.BLOCK);
            }
        }
        for (int g = 0; g < spec.groups(); g++) {
            int from = first + g * groupSize;
            Arrays.fill(mean, from, from + groupSize, (float) (total(sums, from) / values));
        }
        Arrays.fill(sums, first, first + lanes, 0f);
        for (int b = 0; b < blocks; b++) {
            int co = first + b * Kernels.BLOCK;
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.addSquares(x, row(xLayout, sample, b, h), xLayout.width(), mean, co, sums, co);
            }
        }
        for (int g = 0; g < spec.groups(); g++) {
            double variance = total(sums, first + g * groupSize) / values;
            double inverse = 1 / Math.sqrt(variance + spec.epsilon());
            inverseDeviation[sample * spec.groups() + g] = inverse;
            for (int c = g * groupSize; c < (g + 1) * groupSize; c++) {
                scale[first + c] = (float) (parameters[gammaOffset + c] * inverse);
                shift[first + c] = parameters[betaOffset + c];
            }
        }
    }

    /** Over the channels of a group, the first of which has its lane at {@code from}. */
    private double total(float[] perChannel, int from) {
        double sum = 0;
        for (int c = from; c < from + groupSize; c++) {
            sum += perChannel[c];
        }
        return sum;
    }

    @Override
    void backward(float[] outputGradients, boolean dxWanted) {
        dy = outputGradients;
        wantDx = dxWanted;
        workers.run(n, backwardTask);
        for (int c = 0; c < channels; c++) {
            double dgamma = 0;
            double dbeta = 0;
            for (int sample = 0; sample < n; sample++) {
                dgamma += products[sample * lanes + c] * inverseDeviation[sample * spec.groups() + c / groupSize];
                dbeta += sums[sample * lanes + c];
            }
            gradient[gammaOffset + c] = (float) dgamma;
            gradient[betaOffset + c] = (float) dbeta;
        }
    }

    private void backwardSample(int sample) {
        int first = sample * lanes;
        Arrays.fill(sums, first, first + lanes, 0f);
        Arrays.fill(products, first, first + lanes, 0f);
        for (int b = 0; b < blocks; b++) {
            int co = first + b * Kernels.BLOCK;
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.addNormalizeGradient(
                        x, row(xLayout, sample, b, h), dy, row(dyLayout, sample, b, h), xLayout.width(),
                        mean, scale, shift, co, floor, sums, products, co);
            }
        }
        if (wantDx) {
            for (int g = 0; g < spec.groups(); g++) {
                prepareDx(sample, g);
            }
            inputGradient(sample);
        }
    }

    /** With g = γ·dy: dx = (g - mean g - x̂·mean(g·x̂)) / s. */
    private void prepareDx(int sample, int group) {
        double inverse = inverseDeviation[sample * spec.groups() + group];
        double sum = 0;
        double product = 0;
        for (int c = group * groupSize; c < (group + 1) * groupSize; c++) {
            double gamma = parameters[gammaOffset + c];
            sum += gamma * sums[sample * lanes + c];
            product += gamma * products[sample * lanes + c];
        }
        int from = sample * lanes + group * groupSize;
        Arrays.fill(offset, from, from + groupSize, (float) (inverse * sum / values));
        Arrays.fill(slope, from, from + groupSize, (float) (inverse * inverse * inverse * product / values));
    }

    private void inputGradient(int sample) {
        for (int b = 0; b < blocks; b++) {
            int co = sample * lanes + b * Kernels.BLOCK;
            for (int h = 0; h < xLayout.height(); h++) {
                kernels.normalizeBackwardInGroups(
                        x, row(xLayout, sample, b, h), dy, row(dyLayout, sample, b, h), xLayout.width(),
                        mean, scale, shift, scale, offset, slope, co, floor, dx, row(dxLayout, sample, b, h));
            }
        }
    }
}
