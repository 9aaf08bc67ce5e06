package cnn.scratch;

import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.UnsupportedLayerException;
import cnn.scratch.kernel.Kernels;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.Geometry2d;
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

/**
 * Turns a network's specs into layers: which adjacent specs run as one, in which layout they pass images on, and which
 * memory they share.
 */
final class Planner {
    private final LayerPlan plan;
    private final Machine machine;
    private final ConvAlgorithm algorithm;

    Planner(LayerPlan plan, Machine machine, ConvAlgorithm algorithm) {
        this.plan = plan;
        this.machine = machine;
        this.algorithm = algorithm;
    }

    List<Layer> layers() {
        List<List<PlacedLayer>> groups = groups();
        float[][] shared = {new float[0], new float[0]};
        if (!plan.observe()) {
            // A layer reads dy in one and writes dx into the other; the layer before it the other way round.
            shared = new float[][] {new float[largestGradient(groups)], new float[largestGradient(groups)]};
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<PlacedLayer> group = groups.get(i);
            PlacedLayer last = group.get(group.size() - 1);
            boolean end = i + 1 == groups.size();
            Layout y = end ? Layout.between(last.output()) : wanted(groups.get(i + 1), false);
            Layout dy = end ? Layout.between(last.output()) : gradient(groups.get(i + 1));
            Layout dx = gradient(group);
            LayerBuild build = new LayerBuild(
                    group,
                    wanted(group, i == 0),
                    y,
                    dy,
                    dx,
                    ScratchTensor.of(plan.parameters()).values(),
                    ScratchTensor.of(plan.gradient()).values(),
                    plan.observe() ? dx.allocate(plan.maxBatch()) : shared[i % 2],
                    plan.maxBatch(),
                    machine);
            layers.add(group.get(0).spec().accept(new LayerMaker(build)));
        }
        return List.copyOf(layers);
    }

    private int largestGradient(List<List<PlacedLayer>> groups) {
        return groups.stream()
                .mapToInt(group ->
                        Math.multiplyExact(plan.maxBatch(), gradient(group).sampleSize())
                                + Kernels.SLACK)
                .max()
                .orElse(0);
    }

    /** The layout in which a group of specs wants its input. */
    private Layout wanted(List<PlacedLayer> group, boolean firstOfNetwork) {
        PlacedLayer first = group.get(0);
        if (first.spec() instanceof Conv2d conv) {
            Geometry2d g = geometry(first, conv.window());
            return winograd(first, conv)
                    ? WinogradInput.layout(g, first.input())
                    : ConvGeometry.xLayout(g, first.input(), firstOfNetwork);
        }
        return Layout.between(first.input());
    }

    /** The layout in which a group of specs gives its dx. */
    private Layout gradient(List<PlacedLayer> group) {
        PlacedLayer first = group.get(0);
        return first.spec() instanceof Conv2d conv && winograd(first, conv)
                ? wanted(group, false)
                : Layout.between(first.input());
    }

    private static Geometry2d geometry(PlacedLayer layer, Window2d window) {
        return window.on(layer.input().dim(1), layer.input().dim(2));
    }

    private boolean winograd(PlacedLayer layer, Conv2d conv) {
        int channels = layer.input().dim(0);
        return algorithm.winograd(geometry(layer, conv.window()), channels, conv.channels());
    }

    /** Specs that run as one: convolution [+ ReLU] [+ 2×2 max pool], dense [+ ReLU]. */
    private List<List<PlacedLayer>> groups() {
        List<List<PlacedLayer>> groups = new ArrayList<>();
        for (int i = 0; i < plan.layers().size(); ) {
            int end = plan.observe() ? i + 1 : groupEnd(i);
            groups.add(plan.layers().subList(i, end));
            i = end;
        }
        return groups;
    }

    private int groupEnd(int first) {
        LayerSpec spec = plan.layers().get(first).spec();
        int end = first + 1;
        if ((spec instanceof Conv2d || spec instanceof Dense) && specAt(end) instanceof Relu) {
            end++;
        }
        if (spec instanceof Conv2d && specAt(end) instanceof MaxPool2d pool && canFuse(pool)) {
            end++;
        }
        return end;
    }

    /** The spec at an index; behind the end a flatten, which nothing is fused with. */
    private LayerSpec specAt(int index) {
        return index < plan.layers().size() ? plan.layers().get(index).spec() : new Flatten();
    }

    private static boolean canFuse(MaxPool2d pool) {
        return pool.window().equals(Window2d.of(2).withStride(2));
    }

    /** Makes the layer of a group, chosen by the group's first spec. */
    private final class LayerMaker implements LayerSpec.Visitor<ScratchLayer> {
        private final LayerBuild build;

        LayerMaker(LayerBuild build) {
            this.build = build;
        }

        private boolean followedBy(Class<? extends LayerSpec> kind) {
            return build.covers().stream().skip(1).anyMatch(layer -> kind.isInstance(layer.spec()));
        }

        private UnsupportedLayerException unsupported(String what) {
            return new UnsupportedLayerException(build.first(), ScratchProvider.NAME, what);
        }

        @Override
        public ScratchLayer batchNorm2d(BatchNorm2d spec) {
            throw unsupported(spec.kind());
        }

        @Override
        public ScratchLayer globalAvgPool2d(GlobalAvgPool2d spec) {
            throw unsupported(spec.kind());
        }

        @Override
        public ScratchLayer residual(Residual spec) {
            throw unsupported(spec.kind());
        }

        @Override
        public ScratchLayer conv2d(Conv2d spec) {
            if (spec.groups() > 1) {
                throw unsupported("conv2d with groups");
            }
            ConvBuild conv = new ConvBuild(
                    build,
                    geometry(build.first(), spec.window()),
                    followedBy(Relu.class),
                    followedBy(MaxPool2d.class));
            return winograd(build.first(), spec) ? new WinogradConvLayer(conv) : new DirectConvLayer(conv);
        }

        @Override
        public ScratchLayer maxPool2d(MaxPool2d spec) {
            return new PoolLayer.Max(build, geometry(build.first(), spec.window()));
        }

        @Override
        public ScratchLayer avgPool2d(AvgPool2d spec) {
            return new PoolLayer.Average(build, geometry(build.first(), spec.window()), spec.countPadding());
        }

        @Override
        public ScratchLayer dense(Dense spec) {
            return new DenseLayer(build, followedBy(Relu.class));
        }

        @Override
        public ScratchLayer flatten(Flatten spec) {
            return new FlattenLayer(build);
        }

        @Override
        public ScratchLayer relu(Relu spec) {
            return new ActivationLayer(build, new ActivationLayer.Relu(build.machine().kernels()));
        }

        @Override
        public ScratchLayer sigmoid(Sigmoid spec) {
            return new ActivationLayer(build, ActivationLayer.Sigmoid.INSTANCE);
        }

        @Override
        public ScratchLayer tanh(Tanh spec) {
            return new ActivationLayer(build, ActivationLayer.Tanh.INSTANCE);
        }
    }
}
