package cnn.scratch;

/** [C, H, W] read as [C·H·W] in row-major order: a change of layout, nothing more. */
final class FlattenLayer extends ScratchLayer {
    private final Layout imageOrder;
    private final Workers.Task forwardTask = (sample, worker) -> forwardSample(sample);
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};

    FlattenLayer(LayerBuild build) {
        super(build);
        imageOrder = Layout.rowMajor(build.first().input());
    }

    @Override
    void forward(boolean training) {
        workers.run(n, forwardTask);
    }

    private void forwardSample(int sample) {
        xLayout.copy(x, sample, y, imageOrder);
    }

    @Override
    void backward(float[] gradient, boolean wantDx) {
        if (wantDx) {
            dy = gradient;
            workers.run(n, backwardTask);
        }
    }

    private void backwardSample(int sample) {
        imageOrder.copy(dy, sample, dx, dxLayout);
    }
}
