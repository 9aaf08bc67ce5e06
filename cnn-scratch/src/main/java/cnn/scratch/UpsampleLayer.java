package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Upsample2d;

/** Each pixel repeated, rows and columns; dx sums the copies' dy. */
final class UpsampleLayer extends ScratchLayer {
    private final int factorH;
    private final int factorW;
    private final Kernels.Window copies;
    private final Workers.Task forwardTask = (sample, worker) -> forwardSample(sample);
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};

    UpsampleLayer(LayerBuild build, Upsample2d spec) {
        super(build);
        factorH = spec.factorH();
        factorW = spec.factorW();
        copies = new Kernels.Window(factorH, factorW, dyLayout.rowStride(), 0, factorW);
    }

    @Override
    void forward(boolean training) {
        workers.run(n, forwardTask);
    }

    private void forwardSample(int sample) {
        for (int b = 0; b < xLayout.blocks(); b++) {
            for (int h = 0; h < xLayout.height(); h++) {
                int from = xLayout.sample(sample) + xLayout.rowOffset(b, h);
                int to = yLayout.sample(sample) + yLayout.rowOffset(b, h * factorH);
                widen(from, to);
                for (int i = 1; i < factorH; i++) {
                    System.arraycopy(y, to, y, to + i * yLayout.rowStride(), yLayout.rowLength());
                }
            }
        }
    }

    private void widen(int from, int to) {
        int at = to;
        for (int w = 0; w < xLayout.width(); w++) {
            for (int j = 0; j < factorW; j++) {
                System.arraycopy(x, from + w * Kernels.BLOCK, y, at, Kernels.BLOCK);
                at += Kernels.BLOCK;
            }
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
        for (int b = 0; b < dxLayout.blocks(); b++) {
            for (int h = 0; h < dxLayout.height(); h++) {
                int from = dyLayout.sample(sample) + dyLayout.rowOffset(b, h * factorH);
                int to = dxLayout.sample(sample) + dxLayout.rowOffset(b, h);
                for (int w = 0; w < dxLayout.width(); w++) {
                    kernels.sumWindow(
                            dy, from + w * factorW * Kernels.BLOCK, copies, 1, dx, to + w * Kernels.BLOCK);
                }
            }
        }
    }
}
