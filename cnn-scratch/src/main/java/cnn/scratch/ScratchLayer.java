package cnn.scratch;

import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.scratch.kernel.Kernels;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;

/**
 * What every layer of this backend has in common: its memory, made once for the largest batch; the views of it for smaller
 * batches; the conversion of what comes in a foreign layout; and the order of forward and backward.
 */
abstract class ScratchLayer implements Layer, Backward {
    final Machine machine;
    final Kernels kernels;
    final Workers workers;
    final Layout xLayout;
    final Layout yLayout;
    /** Layouts of the gradients; what lies in a halo there means nothing. */
    final Layout dxLayout;

    final Layout dyLayout;
    final float[] y;
    final float[] dx;

    private final List<PlacedLayer> covers;
    private final Staging xStaging;
    private final Staging dyStaging;
    private final ForwardPass[] passes;
    private final ScratchTensor[] gradients;
    private boolean trained;

    /** Of the last forward pass: the batch and its input in {@link #xLayout}. */
    int n;

    float[] x = {};

    ScratchLayer(LayerBuild build) {
        machine = build.machine();
        kernels = machine.kernels();
        workers = machine.workers();
        covers = build.covers();
        xLayout = build.x();
        yLayout = build.y();
        dxLayout = build.dxLayout();
        dyLayout = build.dy();
        y = yLayout.allocate(build.maxBatch());
        dx = build.dx();
        xStaging = new Staging(xLayout, build.maxBatch(), workers);
        dyStaging = new Staging(dyLayout, build.maxBatch(), workers);
        passes = new ForwardPass[build.maxBatch() + 1];
        gradients = new ScratchTensor[build.maxBatch() + 1];
    }

    /** Computes {@link #y} from {@link #x} for {@link #n} samples. */
    abstract void forward(boolean training);

    /** Fills this layer's slices of the gradient and, if wanted, {@link #dx}; dy is in {@link #dyLayout}. */
    abstract void backward(float[] dy, boolean wantDx);

    @Override
    public final List<PlacedLayer> covers() {
        return covers;
    }

    @Override
    public final ForwardPass forward(Tensor input, Mode mode) {
        ScratchTensor given = ScratchTensor.of(input);
        n = given.samples();
        x = xStaging.in(given);
        trained = mode.training();
        forward(mode.training());
        if (passes[n] == null) {
            passes[n] = new ForwardPass(view(output(), yLayout, y), this);
        }
        return passes[n];
    }

    @Override
    public final Tensor dx(Tensor dy) {
        runBackward(dy, true);
        if (gradients[n] == null) {
            gradients[n] = view(covers.get(0).input(), dxLayout, dx);
        }
        return gradients[n];
    }

    @Override
    public final void parametersOnly(Tensor dy) {
        runBackward(dy, false);
    }

    private void runBackward(Tensor dy, boolean wantDx) {
        if (!trained) {
            throw new IllegalStateException(
                    covers.get(0).label() + ": backward needs a forward pass in training mode before it");
        }
        backward(dyStaging.in(ScratchTensor.of(dy)), wantDx);
    }

    private ScratchTensor view(Shape sample, Layout layout, float[] values) {
        return new ScratchTensor(sample.withBatch(n), layout, values);
    }

    /** Brings tensors of another layout into a layer's own, in memory made at the first need. */
    private static final class Staging {
        private final Layout wanted;
        private final int maxBatch;
        private final Workers workers;
        private final Workers.Task copy = (sample, worker) -> copy(sample);
        private float[] staged = {};
        private float[] source = {};
        private Layout sourceLayout;

        Staging(Layout wanted, int maxBatch, Workers workers) {
            this.wanted = wanted;
            this.maxBatch = maxBatch;
            this.workers = workers;
            this.sourceLayout = wanted;
        }

        float[] in(ScratchTensor given) {
            if (given.layout().equals(wanted)) {
                return given.values();
            }
            if (staged.length == 0) {
                staged = wanted.allocate(maxBatch);
            }
            source = given.values();
            sourceLayout = given.layout();
            workers.run(given.samples(), copy);
            return staged;
        }

        private void copy(int sample) {
            sourceLayout.copy(source, sample, staged, wanted);
        }
    }
}
