package cnn.nd4j;

import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.UnsupportedLayerException;
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

    /** The layers of a plan, in order. */
    List<Layer> build(LayerPlan plan) {
        List<Layer> layers = new ArrayList<>();
        List<PlacedLayer> specs = plan.layers();
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
        stages.add(stage(covered.get(0)));
        if (covered.size() == 3) {
            stages.add(stage(covered.get(2)));
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

    private Stage stage(PlacedLayer layer) {
        return layer.spec().accept(new StageOf(layer));
    }

    /** One stage a spec. */
    private final class StageOf implements LayerSpec.Visitor<Stage> {
        private final PlacedLayer layer;

        StageOf(PlacedLayer layer) {
            this.layer = layer;
        }

        private UnsupportedLayerException unsupported(String what) {
            return new UnsupportedLayerException(layer, "nd4j", what);
        }

        @Override
        public Stage batchNorm2d(BatchNorm2d spec) {
            throw unsupported(spec.kind());
        }

        @Override
        public Stage globalAvgPool2d(GlobalAvgPool2d spec) {
            throw unsupported(spec.kind());
        }

        @Override
        public Stage residual(Residual spec) {
            throw unsupported(spec.kind());
        }

        @Override
        public Stage conv2d(Conv2d spec) {
            if (spec.groups() > 1) {
                throw unsupported("conv2d with groups");
            }
            return new ConvStage(context, layer, spec);
        }

        @Override
        public Stage maxPool2d(MaxPool2d spec) {
            return new PoolStage(context, layer, spec.window(), PoolStage.Kind.MAX);
        }

        @Override
        public Stage avgPool2d(AvgPool2d spec) {
            return new PoolStage(
                    context,
                    layer,
                    spec.window(),
                    spec.countPadding() ? PoolStage.Kind.AVERAGE_WITH_PADDING : PoolStage.Kind.AVERAGE_OF_IMAGE);
        }

        @Override
        public Stage dense(Dense spec) {
            return new DenseStage(context, layer, spec);
        }

        @Override
        public Stage flatten(Flatten spec) {
            return new FlattenStage(context, layer);
        }

        @Override
        public Stage relu(Relu spec) {
            return activation(spec);
        }

        @Override
        public Stage sigmoid(Sigmoid spec) {
            return activation(spec);
        }

        @Override
        public Stage tanh(Tanh spec) {
            return activation(spec);
        }

        private Stage activation(LayerSpec spec) {
            return new ActivationStage(context, spec.accept(new ActivationKind()).orElseThrow(), layer.input(), false);
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
