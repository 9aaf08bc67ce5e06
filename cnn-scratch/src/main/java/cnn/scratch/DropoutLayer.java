package cnn.scratch;

import cnn.random.DropoutMask;
import cnn.scratch.kernel.Kernels;
import java.util.Arrays;

/**
 * Dropout of elements or of whole channels: y = x·factor with factors 0 or 1 / (1 - rate), which are drawn in the
 * order of [N, C, H, W] and written to where their elements lie. They are kept for the backward pass, because drawing
 * costs more than reading.
 */
final class DropoutLayer extends ScratchLayer {
    private final double rate;
    private final int index;
    private final boolean channels;
    /**
     * Of the factors, like that of x without a halo; of {@code [C]} in pixels of one row where channels are dropped.
     */
    private final Layout maskLayout;

    private final float[] factors;
    private final float[][] drawn;
    private final long[][] scratch;
    /** Tasks of a sample: its blocks of channels, or one if it is a vector. */
    private final int parts;

    private final int rows;
    private final Workers.Task copyTask = (i, worker) -> apply(i, x, xLayout, y, yLayout, false);
    private final Workers.Task forwardTask = this::forwardPart;
    private final Workers.Task backwardTask = (i, worker) -> apply(i, dy(), dyLayout, dx, dxLayout, true);
    private DropoutMask mask = new DropoutMask(0, 0, 0, 0);

    /** @param channels whether whole channels are dropped */
    DropoutLayer(LayerBuild build, double rate, boolean channels) {
        super(build);
        this.rate = rate;
        this.index = build.first().index();
        this.channels = channels;
        boolean image = xLayout.block() == Kernels.BLOCK;
        parts = image ? xLayout.blocks() : 1;
        rows = image ? xLayout.height() : 1;
        Layout plain = Layout.between(build.first().input());
        maskLayout = channels
                ? new Layout(plain.channels(), 1, plain.width(), plain.block(), 0, 0, 1, plain.width())
                : plain;
        factors = layerMemory.forBackward(maskLayout.length(build.maxBatch()));
        scratch = new long[layerMemory.training() ? machine.threads() : 0][];
        Arrays.setAll(scratch, worker -> DropoutMask.scratch());
        int most = channels ? Kernels.BLOCK : xLayout.height() * xLayout.width();
        drawn = layerMemory.forBackward(machine.threads(), most);
    }

    private float[] dy() {
        return outputGradient.values();
    }

    @Override
    void forward(boolean training) {
        if (training && rate > 0) {
            mask = new DropoutMask(mode.seed(), mode.step(), index, rate);
            workers.run(n * parts, forwardTask);
        } else {
            workers.run(n * parts, copyTask);
        }
    }

    private void forwardPart(int i, int worker) {
        draw(i / parts, i % parts, drawn[worker], scratch[worker]);
        apply(i, x, xLayout, y, yLayout, true);
    }

    private void draw(int sample, int part, float[] row, long[] scratch) {
        long all = (long) sample * xLayout.channels();
        if (xLayout.block() == 1) {
            mask.factors(all, xLayout.channels(), factors, maskLayout.sample(sample), scratch);
            return;
        }
        int first = part * Kernels.BLOCK;
        int lanes = Math.min(Kernels.BLOCK, xLayout.channels() - first);
        int block = maskLayout.sample(sample) + part * maskLayout.blockStride();
        if (channels) {
            mask.factors(all + first, lanes, row, 0, scratch);
            for (int w = 0; w < maskLayout.width(); w++) {
                System.arraycopy(row, 0, factors, block + w * Kernels.BLOCK, lanes);
            }
            return;
        }
        int pixels = maskLayout.height() * maskLayout.width();
        for (int l = 0; l < lanes; l++) {
            mask.factors((all + first + l) * pixels, pixels, row, 0, scratch);
            for (int p = 0; p < pixels; p++) {
                factors[block + p * Kernels.BLOCK + l] = row[p];
            }
        }
    }

    /** y = x·factor, or dx = dy·factor, or a copy. */
    private void apply(int i, float[] from, Layout source, float[] to, Layout sink, boolean masked) {
        int sample = i / parts;
        int part = i % parts;
        for (int h = 0; h < rows; h++) {
            int f = source.sample(sample) + source.rowOffset(part, h);
            int t = sink.sample(sample) + sink.rowOffset(part, h);
            int length = source.block() == 1 ? source.sampleSize() : source.rowLength();
            if (masked) {
                int at = maskLayout.sample(sample) + maskLayout.rowOffset(part, channels ? 0 : h);
                kernels.mask(from, f, factors, at, to, t, length);
            } else {
                System.arraycopy(from, f, to, t, length);
            }
        }
    }

    @Override
    void backward(float[] gradient, boolean wantDx) {
        if (!wantDx) {
            return;
        }
        if (rate > 0) {
            workers.run(n * parts, backwardTask);
        } else {
            for (int i = 0; i < n * parts; i++) {
                apply(i, gradient, dyLayout, dx, dxLayout, false);
            }
        }
    }
}
