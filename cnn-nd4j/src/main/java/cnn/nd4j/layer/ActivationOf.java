package cnn.nd4j.layer;

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
import java.util.Optional;

/** Which specs are functions of single elements, and which ones. */
final class ActivationOf implements LayerSpec.Visitor<Optional<Activation>> {
    @Override
    public Optional<Activation> relu(Relu spec) {
        return Optional.of(Activations.RELU);
    }

    @Override
    public Optional<Activation> sigmoid(Sigmoid spec) {
        return Optional.of(Activations.SIGMOID);
    }

    @Override
    public Optional<Activation> tanh(Tanh spec) {
        return Optional.of(Activations.TANH);
    }

    @Override
    public Optional<Activation> leakyRelu(LeakyRelu spec) {
        return Optional.of(Activations.of(spec));
    }

    @Override
    public Optional<Activation> elu(Elu spec) {
        return Optional.of(Activations.of(spec));
    }

    @Override
    public Optional<Activation> gelu(Gelu spec) {
        return Optional.of(Activations.of(spec));
    }

    @Override
    public Optional<Activation> silu(Silu spec) {
        return Optional.of(Activations.SILU);
    }

    @Override
    public Optional<Activation> softplus(Softplus spec) {
        return Optional.of(Activations.SOFTPLUS);
    }

    @Override
    public Optional<Activation> conv2d(Conv2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> maxPool2d(MaxPool2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> avgPool2d(AvgPool2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> dense(Dense spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> flatten(Flatten spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> batchNorm2d(BatchNorm2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> globalAvgPool2d(GlobalAvgPool2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> residual(Residual spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> depthwiseConv2d(DepthwiseConv2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> separableConv2d(SeparableConv2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> transposedConv2d(TransposedConv2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> upsample2d(Upsample2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> layerNorm(LayerNorm spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> groupNorm(GroupNorm spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> localResponseNorm(LocalResponseNorm spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> globalMaxPool2d(GlobalMaxPool2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> dropout(Dropout spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> spatialDropout2d(SpatialDropout2d spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> softmax(Softmax spec) {
        return Optional.empty();
    }

    @Override
    public Optional<Activation> concat(Concat spec) {
        return Optional.empty();
    }
}
