package cnn.compare.engine.dl4j;

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
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small networks around the layers beyond the usual ones, in places where DL4J might mix them up. */
final class Dl4jLayerCases {
    private static final Window2d THREE = Window2d.of(3);
    private static final Window2d SAME = THREE.withPadding(Padding.SAME);

    private Dl4jLayerCases() {}

    /** What DL4J computes as the textbook does, as shipped and mended. */
    static Map<String, NetworkSpec> networks() {
        Map<String, NetworkSpec> all = new LinkedHashMap<>();
        layers().forEach((name, spec) -> all.put(name, Dl4jCases.classifier(Shape.of(3, 7, 6), spec)));
        all.put("activations behind convolutions and dense layers", activations());
        all.put("softmax of a vector", NetworkSpec.builder(Shape.of(6))
                .add(new Dense(4)).add(new Softmax()).add(new Dense(3)).build());
        all.put("global max pool", NetworkSpec.builder(Shape.of(3, 5, 4))
                .add(new Conv2d(4, THREE)).add(new GlobalMaxPool2d()).add(new Dense(3)).build());
        all.put("dropout in every place", NetworkSpec.builder(Shape.of(2, 6, 5))
                .add(new Dropout(0.3))
                .add(new Conv2d(4, SAME))
                .add(new Dropout(0.5))
                .add(new Relu())
                .add(new SpatialDropout2d(0.25))
                .add(new MaxPool2d(2))
                .add(new Dropout(0.1))
                .add(new BatchNorm2d())
                .add(new SpatialDropout2d(0.5))
                .add(new Flatten())
                .add(new Dropout(0.4))
                .add(new Dense(5))
                .add(new Dropout(0))
                .add(new Relu())
                .add(new Dense(3))
                .build());
        all.put("dropout in branches", NetworkSpec.builder(Shape.of(2, 5, 6))
                .add(Residual.of(List.of(new Dropout(0.3), new Relu(), new Conv2d(2, SAME))))
                .add(Concat.of(List.of(
                        List.of(new SpatialDropout2d(0.5), new Relu()), List.of(), List.of(new Dropout(0.5)))))
                .add(new Flatten())
                .add(new Dense(3))
                .build());
        all.put("inception", inception());
        all.put("concat of one branch, and inside a residual block", NetworkSpec.builder(Shape.of(2, 5, 6))
                .add(Concat.of(List.of(List.of(new Relu(), new Conv2d(3, SAME)))))
                .add(Residual.of(List.of(
                        Concat.of(List.of(List.of(new Conv2d(1, SAME)), List.of(new Conv2d(2, Window2d.of(1))))))))
                .add(new Flatten())
                .add(new Dense(3))
                .build());
        return all;
    }

    /** What DL4J as shipped computes otherwise. */
    static Map<String, NetworkSpec> wrongAsShipped() {
        Map<String, LayerSpec> layers = new LinkedHashMap<>();
        layers.put("elu of another alpha", new Elu(0.4));
        layers.put("gelu by tanh", new Gelu(Gelu.Approximation.TANH));
        layers.put("local response norm", new LocalResponseNorm(3, 0.3, 0.6, 1.5));
        Map<String, NetworkSpec> all = new LinkedHashMap<>();
        layers.forEach((name, spec) -> all.put(name, Dl4jCases.classifier(Shape.of(3, 4, 3), spec)));
        return all;
    }

    private static Map<String, LayerSpec> layers() {
        Map<String, LayerSpec> all = new LinkedHashMap<>();
        all.put("leaky relu", new LeakyRelu(0.25));
        all.put("elu", new Elu());
        all.put("gelu by erf", new Gelu());
        all.put("silu", new Silu());
        all.put("softplus", new Softplus());
        all.put("softmax along channels", new Softmax());
        all.put("upsample 2x3", new Upsample2d(2, 3));
        all.put("local response norm that sees one channel", new LocalResponseNorm(1, 0.3, 0.6, 1.5));
        all.put("local response norm, wider than the channels", new LocalResponseNorm(9, 0.2, 0.75, 2));
        all.put("depthwise 3x3 same", new DepthwiseConv2d(SAME));
        all.put("depthwise 2x3, stride 2, two an input", new DepthwiseConv2d(2, Window2d.of(2, 3).withStride(2), true));
        all.put("depthwise 2x2 same, no bias", new DepthwiseConv2d(3, Window2d.of(2).withPadding(Padding.SAME), false));
        all.put("separable", new SeparableConv2d(4, 2, SAME, true));
        all.put("separable, stride 2, no bias", new SeparableConv2d(2, 1, THREE.withStride(2), false));
        all.put("transposed 3x3", new TransposedConv2d(4, THREE));
        all.put("transposed 2x3, stride 2x3", new TransposedConv2d(2, Window2d.of(2, 3).withStride(2, 3)));
        all.put("transposed 3x3, stride 2, padding 1", new TransposedConv2d(2, THREE.withStride(2).withPadding(Padding.of(1))));
        all.put("transposed 3x3, stride 2, padding 1, output padding",
                new TransposedConv2d(2, THREE.withStride(2).withPadding(Padding.of(1)), 1, 1, true));
        all.put("transposed 3x2, stride 2x3, output padding 1x2",
                new TransposedConv2d(2, Window2d.of(3, 2).withStride(2, 3), 1, 2, true));
        all.put("transposed 3x3 same, stride 2, no bias",
                new TransposedConv2d(2, SAME.withStride(2), 0, 0, false));
        all.put("transposed 1x1 same, stride 2", new TransposedConv2d(2, Window2d.of(1).withStride(2).withPadding(Padding.SAME)));
        all.put("transposed 2x2, padding 1 0 0 1",
                new TransposedConv2d(3, Window2d.of(2).withStride(2).withPadding(Padding.of(1, 0, 0, 1))));
        return all;
    }

    private static NetworkSpec activations() {
        return NetworkSpec.builder(Shape.of(2, 6, 5))
                .add(new Conv2d(3, THREE))
                .add(new LeakyRelu(0.25))
                .add(new TransposedConv2d(2, THREE.withStride(2)))
                .add(new Gelu())
                .add(new DepthwiseConv2d(SAME))
                .add(new Softmax())
                .add(new Conv2d(2, THREE))
                .add(new Silu())
                .add(new Flatten())
                .add(new Dense(5))
                .add(new Elu())
                .add(new Softplus())
                .add(new Dense(3))
                .build();
    }

    private static NetworkSpec inception() {
        return NetworkSpec.builder(Shape.of(2, 6, 5))
                .add(Concat.of(List.of(
                        List.of(new Conv2d(2, Window2d.of(1)), new Relu()),
                        List.of(new Conv2d(1, Window2d.of(1)), new Conv2d(3, SAME), new BatchNorm2d()),
                        List.of(new AvgPool2d(SAME), new Conv2d(1, Window2d.of(1))),
                        List.of())))
                .add(new Relu())
                .add(Concat.of(List.of(List.of(new MaxPool2d(2)), List.of(new Conv2d(2, THREE.withStride(2).withPadding(Padding.of(1, 0, 0, 1)))))))
                .add(new GlobalMaxPool2d())
                .add(new Dense(3))
                .build();
    }
}
