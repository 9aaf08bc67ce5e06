package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.LayerNorm;
import cnn.spec.PlacedLayer;
import java.util.Arrays;
import java.util.List;

/**
 * Layer normalisation of images or vectors. gamma and beta are laid out like a sample once a pass. A sample is summed
 * lane by lane, the lanes in double; dgamma and dbeta over {@link Chunks} of samples.
 */
final class LayerNormLayer extends ScratchLayer {
    private final double epsilon;
    private final boolean image;
    private final int rows;
    /** Of gamma, beta and their gradients. */
    private final Layout plain;

    private final float[] parameters;
    private final float[] gradient;
    private final int gammaOffset;
    private final int betaOffset;
    private final float[] gamma;
    private final float[] beta;
    private final float[] mean;
    private final float[] scale;
    /**
     * For each thread: a lane's sums and products. The lanes of a ragged last block are summed apart, because only
     * some of them mean anything.
     */
    private final float[][] sums;

    private final float[][] means;
    private final float[][] dgamma;
    private final float[][] dbeta;
    private final Workers.Task packTask = (block, worker) -> pack(block);
    private final Workers.Task forwardTask = this::forwardSample;
    private final Workers.Task backwardTask = this::backwardChunk;
    private final Workers.Task combineTask = (block, worker) -> combine(block);
    private float[] dy = {};
    private boolean wantDx;
    private Chunks chunks = new Chunks(1, 1);

    LayerNormLayer(LayerBuild build, LayerNorm spec) {
        super(build);
        PlacedLayer placed = build.first();
        epsilon = spec.epsilon();
        image = xLayout.block() == Kernels.BLOCK;
        rows = image ? xLayout.blocks() * xLayout.height() : 1;
        plain = Layout.between(placed.input());
        parameters = build.parameters();
        gradient = build.gradient();
        gammaOffset = placed.parameter("gamma").offset();
        betaOffset = placed.parameter("beta").offset();
        gamma = layerMemory.workspace(plain.length(1));
        beta = layerMemory.workspace(plain.length(1));
        mean = layerMemory.workspace(build.maxBatch());
        scale = layerMemory.workspace(build.maxBatch());
        sums = layerMemory.workspace(machine.threads(), 4 * Kernels.BLOCK);
        means = layerMemory.workspace(machine.threads(), Kernels.BLOCK);
        int most = Chunks.most(build.maxBatch(), 2 * plain.sampleSize());
        dgamma = layerMemory.forBackward(most, plain.length(1));
        dbeta = layerMemory.forBackward(most, plain.length(1));
    }

    @Override
    List<String> parts() {
        return List.of("up to " + dgamma.length + " chunks");
    }

    /** Where a row begins; a vector is one row. */
    private int row(Layout layout, int sample, int row) {
        int inside = image ? layout.rowOffset(row / layout.height(), row % layout.height()) : 0;
        return layout.sample(sample) + inside;
    }

    private int rowLength() {
        return image ? xLayout.rowLength() : xLayout.channels();
    }

    /** Which of the sums a row belongs to. */
    private int lanes(int row) {
        boolean ragged = image && xLayout.channels() % Kernels.BLOCK != 0;
        return ragged && row / xLayout.height() == xLayout.blocks() - 1 ? Kernels.BLOCK : 0;
    }

    private double total(float[] own, int from) {
        double sum = 0;
        for (int l = 0; l < Kernels.BLOCK; l++) {
            sum += own[from + l];
        }
        for (int l = 0; l < xLayout.channels() % Kernels.BLOCK && image; l++) {
            sum += own[from + Kernels.BLOCK + l];
        }
        return sum;
    }

    @Override
    void forward(boolean training) {
        workers.run(image ? plain.blocks() : 1, packTask);
        workers.run(n, forwardTask);
    }

    private void pack(int block) {
        copyBlock(parameters, gammaOffset, gamma, block, true);
        copyBlock(parameters, betaOffset, beta, block, true);
    }

    /** Copies one block between a row-major vector and {@link #plain}. */
    private void copyBlock(float[] flat, int offset, float[] blocked, int block, boolean in) {
        int pixels = plain.height() * plain.width();
        int first = image ? block * Kernels.BLOCK : 0;
        int end = image ? Math.min(first + Kernels.BLOCK, plain.channels()) : plain.channels();
        for (int c = first; c < end; c++) {
            int from = offset + c * pixels;
            int to = plain.sample(0) + plain.channelOffset(c);
            for (int p = 0; p < pixels; p++) {
                if (in) {
                    blocked[to + p * plain.block()] = flat[from + p];
                } else {
                    flat[from + p] = blocked[to + p * plain.block()];
                }
            }
        }
    }

    private void forwardSample(int sample, int worker) {
        float[] own = sums[worker];
        Arrays.fill(own, 0f);
        for (int r = 0; r < rows; r++) {
            addValues(row(xLayout, sample, r), own, lanes(r));
        }
        double values = xLayout.channels() * (double) xLayout.height() * xLayout.width();
        float mu = (float) (total(own, 0) / values);
        mean[sample] = mu;
        Arrays.fill(means[worker], mu);
        Arrays.fill(own, 0f);
        for (int r = 0; r < rows; r++) {
            addSquares(row(xLayout, sample, r), means[worker], own, lanes(r));
        }
        scale[sample] = (float) (1 / Math.sqrt(total(own, 0) / values + epsilon));
        for (int r = 0; r < rows; r++) {
            kernels.normalizeElements(
                    x, row(xLayout, sample, r), mu, scale[sample], gamma, beta, row(plain, 0, r), rowLength(),
                    y, row(yLayout, sample, r));
        }
    }

    private void addValues(int at, float[] own, int lanes) {
        int pixels = rowLength() / Kernels.BLOCK;
        if (pixels > 0) {
            kernels.addPixels(x, at, pixels, own, lanes);
        }
        for (int i = pixels * Kernels.BLOCK; i < rowLength(); i++) {
            own[lanes + i % Kernels.BLOCK] += x[at + i];
        }
    }

    private void addSquares(int at, float[] mu, float[] own, int lanes) {
        int pixels = rowLength() / Kernels.BLOCK;
        if (pixels > 0) {
            kernels.addSquares(x, at, pixels, mu, 0, own, lanes);
        }
        for (int i = pixels * Kernels.BLOCK; i < rowLength(); i++) {
            float distance = x[at + i] - mu[0];
            own[lanes + i % Kernels.BLOCK] += distance * distance;
        }
    }

    @Override
    void backward(float[] outputGradients, boolean dxWanted) {
        dy = outputGradients;
        wantDx = dxWanted;
        if (chunks.samples() != n) {
            chunks = new Chunks(Math.min(n, dgamma.length), n);
        }
        workers.run(chunks.count(), backwardTask);
        workers.run(image ? plain.blocks() : 1, combineTask);
    }

    private void backwardChunk(int chunk, int worker) {
        Arrays.fill(dgamma[chunk], 0f);
        Arrays.fill(dbeta[chunk], 0f);
        float[] own = sums[worker];
        int products = 2 * Kernels.BLOCK;
        double values = xLayout.channels() * (double) xLayout.height() * xLayout.width();
        for (int sample = chunks.first(chunk); sample < chunks.end(chunk); sample++) {
            Arrays.fill(own, 0f);
            float mu = mean[sample];
            float inverse = scale[sample];
            for (int r = 0; r < rows; r++) {
                kernels.addElementGradient(
                        x, row(xLayout, sample, r), dy, row(dyLayout, sample, r), mu, inverse,
                        gamma, row(plain, 0, r), rowLength(), dgamma[chunk], dbeta[chunk],
                        own, lanes(r), products + lanes(r));
            }
            if (wantDx) {
                float offset = (float) (total(own, 0) / values);
                float slope = (float) (total(own, products) * inverse * inverse / values);
                for (int r = 0; r < rows; r++) {
                    kernels.elementsBackward(
                            x, row(xLayout, sample, r), dy, row(dyLayout, sample, r), mu, inverse, offset, slope,
                            gamma, row(plain, 0, r), rowLength(), dx, row(dxLayout, sample, r));
                }
            }
        }
    }

    private void combine(int block) {
        int from = image ? plain.sample(0) + block * plain.blockStride() : plain.sample(0);
        int length = image ? plain.blockStride() : plain.sampleSize();
        for (int chunk = 1; chunk < chunks.count(); chunk++) {
            kernels.add(dgamma[chunk], from, dgamma[0], from, length);
            kernels.add(dbeta[chunk], from, dbeta[0], from, length);
        }
        copyBlock(gradient, gammaOffset, dgamma[0], block, false);
        copyBlock(gradient, betaOffset, dbeta[0], block, false);
    }
}
