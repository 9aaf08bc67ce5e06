package cnn.scratch.textbook;

import cnn.backend.Layer;
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

/** Makes the layer for a spec. */
record LayerMaker(PlacedLayer placed, LayerContext context) implements LayerSpec.Visitor<Layer> {
    static Layer make(PlacedLayer placed, LayerContext context) {
        return placed.spec().accept(new LayerMaker(placed, context));
    }

    @Override
    public Layer conv2d(Conv2d spec) {
        return new Conv2dLayer(placed, spec, context);
    }

    @Override
    public Layer maxPool2d(MaxPool2d spec) {
        return new MaxPool2dLayer(placed, spec, context);
    }

    @Override
    public Layer avgPool2d(AvgPool2d spec) {
        return new AvgPool2dLayer(placed, spec, context);
    }

    @Override
    public Layer dense(Dense spec) {
        return new DenseLayer(placed, spec, context);
    }

    @Override
    public Layer flatten(Flatten spec) {
        return new FlattenLayer(placed, context);
    }

    @Override
    public Layer relu(Relu spec) {
        return new ReluLayer(placed, context);
    }

    @Override
    public Layer sigmoid(Sigmoid spec) {
        return new SigmoidLayer(placed, context);
    }

    @Override
    public Layer tanh(Tanh spec) {
        return new TanhLayer(placed, context);
    }

    @Override
    public Layer batchNorm2d(BatchNorm2d spec) {
        return new BatchNorm2dLayer(placed, spec, context);
    }

    @Override
    public Layer globalAvgPool2d(GlobalAvgPool2d spec) {
        return new GlobalAvgPool2dLayer(placed, context);
    }

    @Override
    public Layer residual(Residual spec) {
        return new ResidualLayer(placed, context);
    }

    @Override
    public Layer concat(Concat spec) {
        return new ConcatLayer(placed, context);
    }

    @Override
    public Layer separableConv2d(SeparableConv2d spec) {
        return new SeparableConv2dLayer(placed, context);
    }

    @Override
    public Layer depthwiseConv2d(DepthwiseConv2d spec) {
        return new DepthwiseConv2dLayer(placed, spec, context);
    }

    @Override
    public Layer dropout(Dropout spec) {
        return DropoutLayer.ofElements(placed, spec.rate(), context);
    }

    @Override
    public Layer spatialDropout2d(SpatialDropout2d spec) {
        return DropoutLayer.ofChannels(placed, spec.rate(), context);
    }

    @Override
    public Layer transposedConv2d(TransposedConv2d spec) {
        return new TransposedConv2dLayer(placed, spec, context);
    }

    @Override
    public Layer layerNorm(LayerNorm spec) {
        return new LayerNormLayer(placed, spec, context);
    }

    @Override
    public Layer groupNorm(GroupNorm spec) {
        return new GroupNormLayer(placed, spec, context);
    }

    @Override
    public Layer localResponseNorm(LocalResponseNorm spec) {
        return new LocalResponseNormLayer(placed, spec, context);
    }

    @Override
    public Layer leakyRelu(LeakyRelu spec) {
        return new LeakyReluLayer(placed, spec, context);
    }

    @Override
    public Layer elu(Elu spec) {
        return new EluLayer(placed, spec, context);
    }

    @Override
    public Layer gelu(Gelu spec) {
        return new GeluLayer(placed, spec, context);
    }

    @Override
    public Layer silu(Silu spec) {
        return new SiluLayer(placed, context);
    }

    @Override
    public Layer softplus(Softplus spec) {
        return new SoftplusLayer(placed, context);
    }

    @Override
    public Layer softmax(Softmax spec) {
        return new SoftmaxLayer(placed, context);
    }

    @Override
    public Layer globalMaxPool2d(GlobalMaxPool2d spec) {
        return new GlobalMaxPool2dLayer(placed, context);
    }

    @Override
    public Layer upsample2d(Upsample2d spec) {
        return new Upsample2dLayer(placed, spec, context);
    }
}
