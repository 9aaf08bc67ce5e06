package cnn.check;

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
import java.util.List;

/** What kind of function of any one of its inputs or parameters a layer is: it decides how long a step may be. */
enum Curvature {
    /** A straight line: central differences are exact for any step. */
    LINEAR,
    /** Straight between kinks. */
    PIECEWISE_LINEAR,
    /** With bounded derivatives. */
    SMOOTH,
    /** Curved, with kinks. */
    KINKED;

    static Curvature of(LayerSpec spec) {
        return spec.accept(new LayerSpec.Visitor<>() {
            @Override
            public Curvature conv2d(Conv2d conv) {
                return LINEAR;
            }

            @Override
            public Curvature maxPool2d(MaxPool2d pool) {
                return PIECEWISE_LINEAR;
            }

            @Override
            public Curvature avgPool2d(AvgPool2d pool) {
                return LINEAR;
            }

            @Override
            public Curvature transposedConv2d(TransposedConv2d conv) {
                return LINEAR;
            }

            @Override
            public Curvature dense(Dense dense) {
                return LINEAR;
            }

            @Override
            public Curvature flatten(Flatten flatten) {
                return LINEAR;
            }

            @Override
            public Curvature relu(Relu relu) {
                return PIECEWISE_LINEAR;
            }

            @Override
            public Curvature dropout(Dropout dropout) {
                return LINEAR;
            }

            @Override
            public Curvature spatialDropout2d(SpatialDropout2d dropout) {
                return LINEAR;
            }

            @Override
            public Curvature sigmoid(Sigmoid sigmoid) {
                return SMOOTH;
            }

            @Override
            public Curvature tanh(Tanh tanh) {
                return SMOOTH;
            }

            @Override
            public Curvature batchNorm2d(BatchNorm2d norm) {
                return SMOOTH;
            }

            @Override
            public Curvature layerNorm(LayerNorm norm) {
                return SMOOTH;
            }

            @Override
            public Curvature groupNorm(GroupNorm norm) {
                return SMOOTH;
            }

            @Override
            public Curvature localResponseNorm(LocalResponseNorm norm) {
                return SMOOTH;
            }

            @Override
            public Curvature globalAvgPool2d(GlobalAvgPool2d pool) {
                return LINEAR;
            }

            @Override
            public Curvature leakyRelu(LeakyRelu spec) {
                return PIECEWISE_LINEAR;
            }

            @Override
            public Curvature elu(Elu spec) {
                return KINKED;
            }

            @Override
            public Curvature gelu(Gelu spec) {
                return SMOOTH;
            }

            @Override
            public Curvature silu(Silu spec) {
                return SMOOTH;
            }

            @Override
            public Curvature softplus(Softplus spec) {
                return SMOOTH;
            }

            @Override
            public Curvature softmax(Softmax spec) {
                return SMOOTH;
            }

            @Override
            public Curvature globalMaxPool2d(GlobalMaxPool2d spec) {
                return PIECEWISE_LINEAR;
            }

            @Override
            public Curvature upsample2d(Upsample2d spec) {
                return LINEAR;
            }

            @Override
            public Curvature depthwiseConv2d(DepthwiseConv2d conv) {
                return LINEAR;
            }

            @Override
            public Curvature residual(Residual block) {
                return ofBranches(block);
            }

            @Override
            public Curvature concat(Concat block) {
                return ofBranches(block);
            }

            @Override
            public Curvature separableConv2d(SeparableConv2d conv) {
                return ofBranches(conv);
            }
        });
    }

    /** Even if all layers inside are straight, their product is not. */
    private static Curvature ofBranches(LayerSpec composite) {
        boolean kinks = composite.branches().stream()
                .flatMap(List::stream)
                .map(layer -> of(layer.spec()))
                .anyMatch(inner -> inner == PIECEWISE_LINEAR || inner == KINKED);
        return kinks ? KINKED : SMOOTH;
    }
}
