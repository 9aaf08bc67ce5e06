package cnn.nd4j.layer;

import cnn.backend.Chain;
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
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
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
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The stages of a spec, mostly one. */
final class StagesOf implements LayerSpec.Visitor<List<Stage>> {
    private final PlacedLayer layer;
    private final StageContext context;
    private final Function<StageContext, LayerBuilder> inside;

    /** @param inside builds the layers inside a composite */
    StagesOf(PlacedLayer layer, StageContext context, Function<StageContext, LayerBuilder> inside) {
        this.layer = layer;
        this.context = context;
        this.inside = inside;
    }

    @Override
    public List<Stage> conv2d(Conv2d spec) {
        return List.of(ConvKernel.of(context, layer, spec)
                .<Stage>map(kernel -> new ConvStage(context, layer, spec, kernel))
                .orElseGet(() -> new GroupedConvStage(context, layer, spec)));
    }

    @Override
    public List<Stage> depthwiseConv2d(DepthwiseConv2d spec) {
        return conv2d(spec.asConv2d(layer.input().dim(0)));
    }

    /** In the place of the composite in its chain: what its layers leave is what the composite leaves. */
    @Override
    public List<Stage> separableConv2d(SeparableConv2d spec) {
        return List.of(new ChainStage(context, layer, chain(context, 0)));
    }

    @Override
    public List<Stage> transposedConv2d(TransposedConv2d spec) {
        return List.of(new TransposedConvStage(context, layer, spec));
    }

    @Override
    public List<Stage> upsample2d(Upsample2d spec) {
        return List.of(new UpsampleStage(context, layer, spec));
    }

    @Override
    public List<Stage> batchNorm2d(BatchNorm2d spec) {
        return List.of(new BatchNormStage(context, layer, spec));
    }

    @Override
    public List<Stage> layerNorm(LayerNorm spec) {
        return List.of(new LayerNormStage(context, layer, spec));
    }

    @Override
    public List<Stage> groupNorm(GroupNorm spec) {
        return List.of(new GroupNormStage(context, layer, spec));
    }

    @Override
    public List<Stage> localResponseNorm(LocalResponseNorm spec) {
        return List.of(new ResponseNormStage(context, layer, spec));
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
    public List<Stage> globalAvgPool2d(GlobalAvgPool2d spec) {
        return globalPool(new AvgPool2d(image()), PoolStage.Kind.AVERAGE_OF_IMAGE);
    }

    @Override
    public List<Stage> globalMaxPool2d(GlobalMaxPool2d spec) {
        return globalPool(new MaxPool2d(image()), PoolStage.Kind.MAX);
    }

    private Window2d image() {
        return Window2d.of(layer.input().dim(1), layer.input().dim(2));
    }

    /** A pooling whose window is the image, and its 1×1 images as a row. */
    private List<Stage> globalPool(LayerSpec spec, PoolStage.Kind kind) {
        PlacedLayer pool = Placed.inside(layer, spec, layer.input());
        return List.of(
                new PoolStage(context, pool, image(), kind), new ReshapeStage(context, pool.output(), layer.output()));
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
    public List<Stage> dropout(Dropout spec) {
        return List.of(new DropoutStage(context, layer, spec.rate(), 1));
    }

    @Override
    public List<Stage> spatialDropout2d(SpatialDropout2d spec) {
        int pixels = layer.input().dim(1) * layer.input().dim(2);
        return List.of(new DropoutStage(context, layer, spec.rate(), pixels));
    }

    @Override
    public List<Stage> softmax(Softmax spec) {
        return List.of(new SoftmaxStage(context, layer));
    }

    @Override
    public List<Stage> residual(Residual spec) {
        return List.of(new ResidualStage(context, layer, branch(0), branch(1)));
    }

    @Override
    public List<Stage> concat(Concat spec) {
        List<Chain> chains = new ArrayList<>();
        List<Shape> outputs = new ArrayList<>();
        for (int i = 0; i < layer.branches().size(); i++) {
            List<PlacedLayer> branch = layer.branches().get(i);
            chains.add(branch(i));
            outputs.add(branch.isEmpty() ? layer.input() : branch.get(branch.size() - 1).output());
        }
        return List.of(new ConcatStage(context, layer, chains, outputs));
    }

    /** With gradient arrays of its own, so that the composite's dy outlives it. */
    private Chain branch(int i) {
        return chain(context.with(context.gradients().branch(i)), i);
    }

    private Chain chain(StageContext where, int i) {
        return new Chain(inside.apply(where).build(layer.branches().get(i)));
    }

    @Override
    public List<Stage> relu(Relu spec) {
        return activation(spec);
    }

    @Override
    public List<Stage> leakyRelu(LeakyRelu spec) {
        return activation(spec);
    }

    @Override
    public List<Stage> elu(Elu spec) {
        return activation(spec);
    }

    @Override
    public List<Stage> gelu(Gelu spec) {
        return activation(spec);
    }

    @Override
    public List<Stage> silu(Silu spec) {
        return activation(spec);
    }

    @Override
    public List<Stage> softplus(Softplus spec) {
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
        Activation activation = spec.accept(new ActivationOf()).orElseThrow();
        return List.of(new ActivationStage(context, activation, layer.input(), false));
    }
}
