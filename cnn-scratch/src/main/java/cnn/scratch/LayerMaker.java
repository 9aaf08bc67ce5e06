package cnn.scratch;

import cnn.backend.Chain;
import cnn.scratch.kernel.Activation;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.Geometry2d;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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
    public ScratchLayer depthwiseConv2d(DepthwiseConv2d spec) {
        return conv2d(spec.asConv2d(build.first().input().dim(0)));
    }

    /** Only in an observed network; in others its two layers stand in its place ({@link Group}). */
    @Override
    public ScratchLayer separableConv2d(SeparableConv2d spec) {
        return new ConcatLayer(build, List.of(branches.apply(0)));
    }

    @Override
    public ScratchLayer transposedConv2d(TransposedConv2d spec) {
        return new TransposedConvLayer(build, spec, relu());
    }

    @Override
    public ScratchLayer upsample2d(Upsample2d spec) {
        return new UpsampleLayer(build, spec);
    }

    @Override
    public ScratchLayer layerNorm(LayerNorm spec) {
        return new LayerNormLayer(build, spec);
    }

    @Override
    public ScratchLayer groupNorm(GroupNorm spec) {
        return new GroupNormLayer(build, spec, relu());
    }

    @Override
    public ScratchLayer localResponseNorm(LocalResponseNorm spec) {
        return new LocalResponseNormLayer(build, spec);
    }

    @Override
    public ScratchLayer globalMaxPool2d(GlobalMaxPool2d spec) {
        return new GlobalMaxPoolLayer(build);
    }

    @Override
    public ScratchLayer concat(Concat spec) {
        return new ConcatLayer(
                build, IntStream.range(0, spec.branches().size()).mapToObj(branches).toList());
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
        return activation(Activation.SIGMOID, 0);
    }

    @Override
    public ScratchLayer tanh(Tanh spec) {
        return activation(Activation.TANH, 0);
    }

    @Override
    public ScratchLayer leakyRelu(LeakyRelu spec) {
        return activation(Activation.LEAKY_RELU, spec.slope());
    }

    @Override
    public ScratchLayer elu(Elu spec) {
        return activation(Activation.ELU, spec.alpha());
    }

    @Override
    public ScratchLayer gelu(Gelu spec) {
        return activation(
                spec.approximation() == Gelu.Approximation.TANH ? Activation.GELU_TANH : Activation.GELU, 0);
    }

    @Override
    public ScratchLayer silu(Silu spec) {
        return activation(Activation.SILU, 0);
    }

    @Override
    public ScratchLayer softplus(Softplus spec) {
        return activation(Activation.SOFTPLUS, 0);
    }

    private ScratchLayer activation(Activation activation, double parameter) {
        return new ActivationLayer(
                build, new ActivationLayer.Of(build.machine().kernels(), activation, (float) parameter));
    }

    @Override
    public ScratchLayer softmax(Softmax spec) {
        return new SoftmaxLayer(build);
    }

    @Override
    public ScratchLayer dropout(Dropout spec) {
        return new DropoutLayer(build, spec.rate(), false);
    }

    @Override
    public ScratchLayer spatialDropout2d(SpatialDropout2d spec) {
        return new DropoutLayer(build, spec.rate(), true);
    }
}
