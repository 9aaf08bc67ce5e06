package cnn.nd4j;

import cnn.backend.Chain;
import cnn.backend.Layer;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a plan's specs into layers. Unless the network is observed, an activation runs in place after the convolution,
 * pooling or dense layer before it, as one layer with it; and conv → ReLU → max pool runs as conv → max pool → ReLU on what
 * the pool has left. Both give the same bits: a ReLU keeps the order of what it lets through, and where it lets nothing
 * through, there is no gradient either, whoever won.
 */
final class LayerBuilder {
    private final StageContext context;
    private final boolean fuse;
    private final Runnable beforePass;

    LayerBuilder(StageContext context, boolean fuse, Runnable beforePass) {
        this.context = context;
        this.fuse = fuse;
        this.beforePass = beforePass;
    }

    /** The layers of a network or of a branch, in order. */
    List<Layer> build(List<PlacedLayer> specs) {
        List<Layer> layers = new ArrayList<>();
        for (int at = 0; at < specs.size(); ) {
            List<PlacedLayer> covered = specs.subList(at, at + (fuse ? fusible(specs, at) : 1));
            layers.add(new StageLayer(covered, stages(covered), context, beforePass));
            at += covered.size();
        }
        return layers;
    }

    /** How many specs from {@code at} on run as one layer. */
    private static int fusible(List<PlacedLayer> specs, int at) {
        if (isActivation(specs, at) || specs.get(at).spec() instanceof Flatten) {
            return 1;
        }
        if (isReluThenMaxPool(specs, at + 1)) {
            return 3;
        }
        return runsInPlace(specs, at + 1) ? 2 : 1;
    }

    private static boolean runsInPlace(List<PlacedLayer> specs, int at) {
        return at < specs.size()
                && specs.get(at)
                        .spec()
                        .accept(new ActivationKind())
                        .filter(ActivationStage.Kind::canRunInPlace)
                        .isPresent();
    }

    private static boolean isActivation(List<PlacedLayer> specs, int at) {
        return at < specs.size() && specs.get(at).spec().accept(new ActivationKind()).isPresent();
    }

    private static boolean isReluThenMaxPool(List<PlacedLayer> specs, int at) {
        return at + 1 < specs.size()
                && specs.get(at).spec() instanceof Relu
                && specs.get(at + 1).spec() instanceof MaxPool2d;
    }

    private List<Stage> stages(List<PlacedLayer> covered) {
        List<Stage> stages = new ArrayList<>();
        stages.addAll(stages(covered.get(0)));
        if (covered.size() == 3) {
            stages.addAll(stages(covered.get(2)));
            stages.add(inPlace(covered.get(1), covered.get(2)));
        } else if (covered.size() == 2) {
            stages.add(inPlace(covered.get(1), covered.get(1)));
        }
        return stages;
    }

    /** The activation, on the output of {@code where}. */
    private Stage inPlace(PlacedLayer activation, PlacedLayer where) {
        return new ActivationStage(
                context, activation.spec().accept(new ActivationKind()).orElseThrow(), where.output(), true);
    }

    private List<Stage> stages(PlacedLayer layer) {
        return layer.spec().accept(new StageOf(layer));
    }

    /** The stages of a spec, mostly one. */
    private final class StageOf implements LayerSpec.Visitor<List<Stage>> {
        private final PlacedLayer layer;

        StageOf(PlacedLayer layer) {
            this.layer = layer;
        }

        @Override
        public List<Stage> batchNorm2d(BatchNorm2d spec) {
            return List.of(new BatchNormStage(context, layer, spec));
        }

        /** An average pooling whose window is the image, and its 1×1 images as a row. */
        @Override
        public List<Stage> globalAvgPool2d(GlobalAvgPool2d spec) {
            Window2d image = Window2d.of(layer.input().dim(1), layer.input().dim(2));
            PlacedLayer pool = Placed.inside(layer, new AvgPool2d(image), layer.input());
            return List.of(
                    new PoolStage(context, pool, image, PoolStage.Kind.AVERAGE_OF_IMAGE),
                    new ReshapeStage(context, pool.output(), layer.output()));
        }

        @Override
        public List<Stage> residual(Residual spec) {
            return List.of(new ResidualStage(context, layer, branch(0), branch(1)));
        }

        private Chain branch(int i) {
            StageContext inside = context.with(context.gradients().branch(i));
            return new Chain(
                    new LayerBuilder(inside, fuse, beforePass).build(layer.branches().get(i)));
        }

        @Override
        public List<Stage> conv2d(Conv2d spec) {
            return List.of(ConvKernel.of(context, layer, spec)
                    .<Stage>map(kernel -> new ConvStage(context, layer, spec, kernel))
                    .orElseGet(() -> new GroupedConvStage(context, layer, spec)));
        }

        @Override
        public List<Stage> maxPool2d(MaxPool2d spec) {
            return List.of(new PoolStage(context, layer, spec.window(), PoolStage.Kind.MAX));
        }

        @Override
        public List<Stage> avgPool2d(AvgPool2d spec) {
            return List.of(new PoolStage(
                    context,
                    layer,
                    spec.window(),
                    spec.countPadding() ? PoolStage.Kind.AVERAGE_WITH_PADDING : PoolStage.Kind.AVERAGE_OF_IMAGE));
        }

        @Override
        public List<Stage> dense(Dense spec) {
            return List.of(new DenseStage(context, layer, spec));
        }

        @Override
        public List<Stage> flatten(Flatten spec) {
            return List.of(
                    context.layout().isRowMajor(layer.input())
                            ? new ReshapeStage(context, layer.input(), layer.output())
                            : new FlattenStage(context, layer));
        }

        @Override
        public List<Stage> relu(Relu spec) {
            return activation(spec);
        }

        @Override
        public List<Stage> sigmoid(Sigmoid spec) {
            return activation(spec);
        }

        @Override
        public List<Stage> tanh(Tanh spec) {
            return activation(spec);
        }

        private List<Stage> activation(LayerSpec spec) {
            return List.of(new ActivationStage(
                    context, spec.accept(new ActivationKind()).orElseThrow(), layer.input(), false));
        }
    }

    /** Which specs are activations. */
    private static final class ActivationKind implements LayerSpec.Visitor<Optional<ActivationStage.Kind>> {
        @Override
        public Optional<ActivationStage.Kind> conv2d(Conv2d spec) {
            return Optional.empty();
        }

        @Override
        public Optional<ActivationStage.Kind> maxPool2d(MaxPool2d spec) {
            return Optional.empty();
        }

        @Override
        public Optional<ActivationStage.Kind> avgPool2d(AvgPool2d spec) {
            return Optional.empty();
        }

        @Override
        public Optional<ActivationStage.Kind> dense(Dense spec) {
            return Optional.empty();
        }

        @Override
        public Optional<ActivationStage.Kind> flatten(Flatten spec) {
            return Optional.empty();
        }

        @Override
        public Optional<ActivationStage.Kind> relu(Relu spec) {
            return Optional.of(ActivationStage.Kind.RELU);
        }

        @Override
        public Optional<ActivationStage.Kind> sigmoid(Sigmoid spec) {
            return Optional.of(ActivationStage.Kind.SIGMOID);
        }

        @Override
        public Optional<ActivationStage.Kind> tanh(Tanh spec) {
            return Optional.of(ActivationStage.Kind.TANH);
        }

        @Override
        public Optional<ActivationStage.Kind> batchNorm2d(BatchNorm2d spec) {
            return Optional.empty();
        }

        @Override
        public Optional<ActivationStage.Kind> globalAvgPool2d(GlobalAvgPool2d spec) {
            return Optional.empty();
        }

        @Override
        public Optional<ActivationStage.Kind> residual(Residual spec) {
            return Optional.empty();
        }
    }
}
