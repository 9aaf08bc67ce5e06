package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.Arrays;

/** The mean of each channel's image: [C, H, W] to [C]. */
final class GlobalAvgPoolLayer extends ScratchLayer {
    private final float share;
    private final float[][] sums;
    private final Workers.Task forwardTask = this::forwardSample;
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};

    GlobalAvgPoolLayer(LayerBuild build) {
        super(build);
        share = 1f / (xLayout.height() * xLayout.width());
        sums = layerMemory.workspace(machine.threads(), xLayout.blocks() * Kernels.BLOCK);
    }

    @Override
    void forward(boolean training) {
        workers.run(n, forwardTask);
    }

    private void forwardSample(int sample, int worker) {
        float[] own = sums[worker];
        Arrays.fill(own, 0f);
        for (int b = 0; b < xLayout.blocks(); b++) {
            for (int h = 0; h < xLayout.height(); h++) {
                int row = xLayout.sample(sample) + xLayout.rowOffset(b, h);
                kernels.addPixels(x, row, xLayout.width(), own, b * Kernels.BLOCK);
            }
        }
        for (int c = 0; c < xLayout.channels(); c++) {
            y[sample * xLayout.channels() + c] = own[c] * share;
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
        for (int c = 0; c < xLayout.channels(); c++) {
            float d = dy[sample * xLayout.channels() + c] * share;
            int lane = dxLayout.sample(sample) + c % Kernels.BLOCK;
            for (int h = 0; h < dxLayout.height(); h++) {
                int row = lane + dxLayout.rowOffset(c / Kernels.BLOCK, h);
                for (int w = 0; w < dxLayout.width(); w++) {
                    dx[row + w * Kernels.BLOCK] = d;
                }
            }
        }
    }
}
