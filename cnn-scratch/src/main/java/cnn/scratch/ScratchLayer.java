package cnn.scratch;

import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Holding;
import cnn.backend.Holding.Kind;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.scratch.kernel.Kernels;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    final LayerMemory layerMemory;
    final float[] y;
    final float[] dx;

    private final List<PlacedLayer> covers;
    private final Staging xStaging;
    private final Staging dyStaging;
    private final ForwardPass[] passes;
    private final ScratchTensor[] gradients;
    /** Whether other layers write to y too, where this one has a halo. */
    private final boolean foreignHalo;

    private final Workers.Task clearHalo = (sample, worker) -> clearHalo(sample);
    private boolean trained;

    /** Of the last forward pass: the batch and its input in {@link #xLayout}. */
    int n;

    float[] x = {};
    /** The same input as a tensor, for layers inside this one. */
    ScratchTensor input;

    /** Of the backward pass in progress: dy in {@link #dyLayout}. */
    ScratchTensor outputGradient;

    Mode mode = Mode.INFER;

    ScratchLayer(LayerBuild build) {
        machine = build.machine();
        kernels = machine.kernels();
        workers = machine.workers();
        covers = build.group().covers();
        xLayout = build.x();
        yLayout = build.y();
        dxLayout = build.dxLayout();
        dyLayout = build.dy();
        layerMemory = build.memory();
        y = layerMemory.hold(Kind.ACTIVATION, build.yValues());
        dx = layerMemory.hold(Kind.GRADIENT, build.dx());
        input = new ScratchTensor(build.first().input().withBatch(1), xLayout, x);
        outputGradient = input;
        xStaging = new Staging(xLayout, build);
        dyStaging = new Staging(dyLayout, build);
        foreignHalo = !layerMemory.training() && yLayout.hasHalo();
        passes = new ForwardPass[build.maxBatch() + 1];
        gradients = new ScratchTensor[build.maxBatch() + 1];
    }

    /** Computes {@link #y} from {@link #x} for {@link #n} samples. */
    abstract void forward(boolean training);

    private void clearHalo(int sample) {
        yLayout.clearHalo(y, sample);
    }

    /** Fills this layer's slices of the gradient and, if wanted, {@link #dx}; dy is in {@link #dyLayout}. */
    abstract void backward(float[] dy, boolean wantDx);

    @Override
    public final List<PlacedLayer> covers() {
        return covers;
    }

    /** How this layer computes, without what is fused behind it. */
    String method() {
        return covers.get(0).spec().kind();
    }

    /** How it cuts its work up, as parts of a sentence; nothing if there is nothing to say. */
    List<String> parts() {
        return List.of();
    }

    @Override
    public final String describe() {
        String fused = covers.stream().skip(1).map(layer -> layer.spec().kind()).collect(Collectors.joining(" and "));
        List<String> said = new ArrayList<>();
        said.add(method() + (fused.isEmpty() ? "" : " with " + fused));
        said.addAll(parts());
        return "%s; %s to %s".formatted(String.join(", ", said), xLayout, yLayout);
    }

    @Override
    public final List<Holding> holdings() {
        return layerMemory.holdings();
    }

    @Override
    public final ForwardPass forward(Tensor given, Mode mode) {
        this.input = xStaging.in(ScratchTensor.of(given));
        this.mode = mode;
        n = input.samples();
        x = input.values();
        trained = mode.training();
        if (foreignHalo) {
            workers.run(n, clearHalo);
        }
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
        outputGradient = dyStaging.in(ScratchTensor.of(dy));
        backward(outputGradient.values(), wantDx);
    }

    private ScratchTensor view(Shape sample, Layout layout, float[] values) {
        return new ScratchTensor(sample.withBatch(n), layout, values);
    }

    /** Brings tensors of another layout into a layer's own, in memory made at the first need. */
    private static final class Staging {
        private final Layout wanted;
        private final LayerBuild build;
        private final Workers.Task copy = (sample, worker) -> copy(sample);
        private float[] staged = {};
        private final ScratchTensor[] views;
        private float[] source = {};
        private Layout sourceLayout;

        Staging(Layout wanted, LayerBuild build) {
            this.wanted = wanted;
            this.build = build;
            this.sourceLayout = wanted;
            this.views = new ScratchTensor[build.maxBatch() + 1];
        }

        ScratchTensor in(ScratchTensor given) {
            if (given.layout().equals(wanted)) {
                return given;
            }
            if (staged.length == 0) {
                staged = build.memory().workspace(wanted.length(build.maxBatch()));
            }
            source = given.values();
            sourceLayout = given.layout();
            build.machine().workers().run(given.samples(), copy);
            if (views[given.samples()] == null) {
                views[given.samples()] = new ScratchTensor(given.shape(), wanted, staged);
            }
            return views[given.samples()];
        }

        private void copy(int sample) {
            sourceLayout.copy(source, sample, staged, wanted);
        }
    }
}
