package cnn.check.cases;

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
import cnn.spec.NamedLayer;
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
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The same spec with other counts of channels, units and groups, in all layers of a block alike.
 *
 * @param count from the old count to the new one
 */
record Renumbering(IntUnaryOperator count) implements LayerSpec.Visitor<LayerSpec> {
    private int of(int old) {
        return count.applyAsInt(old);
    }

    private List<NamedLayer> all(List<NamedLayer> layers) {
        return layers.stream()
                .map(layer -> new NamedLayer(layer.name(), layer.spec().accept(this)))
                .toList();
    }

    @Override
    public LayerSpec residual(Residual s) {
        return new Residual(all(s.body()), all(s.shortcut()));
    }

    @Override
    public LayerSpec concat(Concat s) {
        return new Concat(s.branches().stream().map(this::all).toList());
    }

    @Override
    public LayerSpec conv2d(Conv2d s) {
        return new Conv2d(of(s.channels()), s.window(), s.bias(), of(s.groups()));
    }

    @Override
    public LayerSpec separableConv2d(SeparableConv2d s) {
        return new SeparableConv2d(of(s.channels()), s.multiplier(), s.window(), s.bias());
    }

    @Override
    public LayerSpec transposedConv2d(TransposedConv2d s) {
        return new TransposedConv2d(
                of(s.channels()), s.window(), s.outputPaddingH(), s.outputPaddingW(), s.bias());
    }

    @Override
    public LayerSpec dense(Dense s) {
        return new Dense(of(s.units()), s.bias());
    }

    @Override
    public LayerSpec groupNorm(GroupNorm s) {
        return new GroupNorm(of(s.groups()), s.epsilon());
    }

    @Override
    public LayerSpec depthwiseConv2d(DepthwiseConv2d s) {
        return s;
    }

    @Override
    public LayerSpec batchNorm2d(BatchNorm2d s) {
        return s;
    }

    @Override
    public LayerSpec maxPool2d(MaxPool2d s) {
        return s;
    }

    @Override
    public LayerSpec avgPool2d(AvgPool2d s) {
        return s;
    }

    @Override
    public LayerSpec globalAvgPool2d(GlobalAvgPool2d s) {
        return s;
    }

    @Override
    public LayerSpec globalMaxPool2d(GlobalMaxPool2d s) {
        return s;
    }

    @Override
    public LayerSpec flatten(Flatten s) {
        return s;
    }

    @Override
    public LayerSpec relu(Relu s) {
        return s;
    }

    @Override
    public LayerSpec sigmoid(Sigmoid s) {
        return s;
    }

    @Override
    public LayerSpec tanh(Tanh s) {
        return s;
    }

    @Override
    public LayerSpec upsample2d(Upsample2d s) {
        return s;
    }

    @Override
    public LayerSpec layerNorm(LayerNorm s) {
        return s;
    }

    @Override
    public LayerSpec localResponseNorm(LocalResponseNorm s) {
        return s;
    }

    @Override
    public LayerSpec dropout(Dropout s) {
        return s;
    }

    @Override
    public LayerSpec spatialDropout2d(SpatialDropout2d s) {
        return s;
    }

    @Override
    public LayerSpec leakyRelu(LeakyRelu s) {
        return s;
    }

    @Override
    public LayerSpec elu(Elu s) {
        return s;
    }

    @Override
    public LayerSpec gelu(Gelu s) {
        return s;
    }

    @Override
    public LayerSpec silu(Silu s) {
        return s;
    }

    @Override
    public LayerSpec softplus(Softplus s) {
        return s;
    }

    @Override
    public LayerSpec softmax(Softmax s) {
        return s;
    }
}
