package cnn.scratch;

import cnn.backend.Chain;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.Geometry2d;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import java.util.function.IntFunction;

/** Makes the layer of a group, chosen by the group's first spec. */
final class LayerMaker implements LayerSpec.Visitor<ScratchLayer> {
    private final LayerBuild build;
    private final Layouts layouts;
    private final IntFunction<Chain> branches;

    /** @param branches makes the chain of one branch of a composite */
    LayerMaker(LayerBuild build, Layouts layouts, IntFunction<Chain> branches) {
        this.build = build;
        this.layouts = layouts;
        this.branches = branches;
    }

    private boolean relu() {
        return build.group().followedBy(Relu.class);
    }

    private Geometry2d geometry(Window2d window) {
        return window.on(build.first().input().dim(1), build.first().input().dim(2));
    }

    @Override
    public ScratchLayer batchNorm2d(BatchNorm2d spec) {
        return new BatchNormLayer(build, spec, relu());
    }

    @Override
    public ScratchLayer globalAvgPool2d(GlobalAvgPool2d spec) {
        return new GlobalAvgPoolLayer(build);
    }

    @Override
    public ScratchLayer residual(Residual spec) {
        return new ResidualLayer(build, branches.apply(0), branches.apply(1), relu());
    }

    @Override
    public ScratchLayer conv2d(Conv2d spec) {
        ConvBuild conv = new ConvBuild(
                build,
                geometry(spec.window()),
                relu(),
                build.group().followedBy(MaxPool2d.class));
        if (Layouts.depthwise(build.group())) {
            return new DepthwiseConvLayer(conv);
        }
        return layouts.winograd(build.group()) ? new WinogradConvLayer(conv) : new DirectConvLayer(conv);
    }

    @Override
    public ScratchLayer maxPool2d(MaxPool2d spec) {
        return new PoolLayer.Max(build, geometry(spec.window()));
    }

    @Override
    public ScratchLayer avgPool2d(AvgPool2d spec) {
        return new PoolLayer.Average(build, geometry(spec.window()), spec.countPadding());
    }

    @Override
    public ScratchLayer dense(Dense spec) {
        return new DenseLayer(build, relu());
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
