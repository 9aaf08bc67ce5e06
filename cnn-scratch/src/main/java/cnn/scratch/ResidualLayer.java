package cnn.scratch;

import cnn.backend.Chain;
import java.util.List;

/** A residual block, perhaps with ReLU behind it: what two chains of layers make of the same x, added. */
final class ResidualLayer extends ScratchLayer {
    private final Chain body;
    private final Chain shortcut;
    private final boolean relu;
    /** dy where ReLU was open, for both branches. */
    private final float[] dz;

    private final ScratchTensor[] dzViews;
    private final Workers.Task forwardTask = (sample, worker) -> addOutputs(sample);
    private final Workers.Task openTask = (sample, worker) -> open(sample);
    private final Workers.Task backwardTask = (sample, worker) -> add(sample, dxLayout, dx, Float.NEGATIVE_INFINITY);
    private ScratchTensor first = input;
    private ScratchTensor second = input;

    ResidualLayer(LayerBuild build, Chain body, Chain shortcut, boolean relu) {
        super(build);
        this.body = body;
        this.shortcut = shortcut;
        this.relu = relu;
        dz = layerMemory.forBackward(relu ? dyLayout.length(build.maxBatch()) : 0);
        dzViews = new ScratchTensor[build.maxBatch() + 1];
    }

    @Override
    public List<Chain> chains() {
        return List.of(body, shortcut);
    }

    @Override
    void forward(boolean training) {
        first = ScratchTensor.of(body.forward(input, mode));
        second = ScratchTensor.of(shortcut.forward(input, mode));
        workers.run(n, forwardTask);
    }

    private void addOutputs(int sample) {
        add(sample, yLayout, y, relu ? 0 : Float.NEGATIVE_INFINITY);
    }

    /** Adds both branches' values of a sample, row by row, as each has a layout of its own. */
    private void add(int sample, Layout to, float[] values, float floor) {
        Layout a = first.layout();
        Layout b = second.layout();
        for (int block = 0; block < to.blocks(); block++) {
            for (int h = 0; h < to.height(); h++) {
                kernels.sum(
                        first.values(), a.sample(sample) + a.rowOffset(block, h),
                        second.values(), b.sample(sample) + b.rowOffset(block, h),
                        floor, values, to.sample(sample) + to.rowOffset(block, h), to.rowLength());
            }
        }
    }

    @Override
    void backward(float[] dy, boolean wantDx) {
        ScratchTensor both = outputGradient;
        if (relu) {
            workers.run(n, openTask);
            both = dzView();
        }
        if (!wantDx) {
            body.parametersOnly(both);
            shortcut.parametersOnly(both);
            return;
        }
        // The planner lets the body end in this layer's dx, which the shortcut's layers leave alone.
        first = ScratchTensor.of(body.dx(both));
        second = ScratchTensor.of(shortcut.dx(both));
        workers.run(n, backwardTask);
    }

    private ScratchTensor dzView() {
        if (dzViews[n] == null) {
            dzViews[n] = new ScratchTensor(outputGradient.shape(), dyLayout, dz);
        }
        return dzViews[n];
    }

    private void open(int sample) {
        float[] dy = outputGradient.values();
        for (int block = 0; block < dyLayout.blocks(); block++) {
            for (int h = 0; h < dyLayout.height(); h++) {
                int at = dyLayout.sample(sample) + dyLayout.rowOffset(block, h);
                int out = yLayout.sample(sample) + yLayout.rowOffset(block, h);
                kernels.reluBackward(y, out, dy, at, dz, at, dyLayout.rowLength());
            }
        }
    }

    @Override
    public void close() {
        body.close();
        shortcut.close();
    }
}
