package cnn.compare.engine.dl4j;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.check.NetworkFlow;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks, numbers and the textbook's answers for the tests of the DL4J engine. */
final class Dl4jCases {
    /** Addresses dropout's masks. */
    static final long SEED = 1;

    private Dl4jCases() {}

    /** Networks small enough for float64, with every layer and every kind of window. */
    static Map<String, NetworkSpec> networks() {
        Map<String, NetworkSpec> all = new LinkedHashMap<>();
        windows().forEach((name, spec) -> all.put(name, classifier(Shape.of(3, 7, 6), spec)));
        all.put("one dense", NetworkSpec.builder(Shape.of(5)).add(new Dense(3)).build());
        all.put("dense without bias", NetworkSpec.builder(Shape.of(5)).add(new Dense(3, false)).build());
        all.put("ends with flatten", NetworkSpec.builder(Shape.of(2, 3, 3))
                .add(new Conv2d(4, Window2d.of(3))).add(new Flatten()).build());
        all.put("flattens twice, starts with an activation", NetworkSpec.builder(Shape.of(2, 3, 2))
                .add(new Tanh()).add(new Flatten()).add(new Flatten()).add(new Relu()).add(new Dense(3)).build());
        all.put("every layer", NetworkSpec.builder(Shape.of(2, 9, 10))
                .add(new Conv2d(3, Window2d.of(3).withPadding(Padding.SAME)))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Conv2d(4, Window2d.of(2, 3).withPadding(Padding.of(1)), false))
                .add(new Tanh())
                .add(new AvgPool2d(Window2d.of(3).withStride(2).withPadding(Padding.SAME)))
                .add(new Flatten())
                .add(new Dense(6))
                .add(new Sigmoid())
                .add(new Dense(3))
                .build());
        all.put("batch normalisation", NetworkSpec.builder(Shape.of(3, 5, 4))
                .add(new Conv2d(4, Window2d.of(3), false))
                .add(new BatchNorm2d(0.2, 1e-3))
                .add(new Relu())
                .add(new GlobalAvgPool2d())
                .add(new Dense(3))
                .build());
        all.put("a normalisation first and one last", NetworkSpec.builder(Shape.of(3, 5, 4))
                .add(new BatchNorm2d())
                .add(new Conv2d(4, Window2d.of(2)))
                .add(new BatchNorm2d())
                .add(new GlobalAvgPool2d())
                .build());
        all.put("residual blocks", NetworkSpec.builder(Shape.of(3, 8, 6))
                .add(new Conv2d(4, Window2d.of(3).withPadding(Padding.SAME), false))
                .add(new BatchNorm2d())
                .add(new Relu())
                .add("block1", basicBlock(4, 1))
                .add(new Relu())
                .add("block2", basicBlock(5, 2))
                .add(new Relu())
                .add(new GlobalAvgPool2d())
                .add(new Dense(3))
                .build());
        // A block first and one last, blocks side by side and inside one another, an activation that shares its input.
        all.put("blocks in every place", NetworkSpec.builder(Shape.of(2, 5, 6))
                .add("first", Residual.of(List.of(new Relu(), new Conv2d(2, Window2d.of(3).withPadding(Padding.SAME)))))
                .add("second", Residual.of(
                        List.of(new Tanh(), Residual.of(List.of(new Sigmoid())), new Conv2d(3, Window2d.of(2))),
                        List.of(new Conv2d(3, Window2d.of(2)), new Relu())))
                .add(new Flatten())
                .add(new Dense(4))
                .add("last", Residual.of(List.of(new Relu(), new Dense(4), new Tanh())))
                .build());
        all.put("flatten inside a block", NetworkSpec.builder(Shape.of(2, 3, 2))
                .add(Residual.of(
                        List.of(new Flatten(), new Dense(3)),
                        List.of(new Tanh(), new Flatten(), new Dense(3, false))))
                .build());
        return all;
    }

    private static Residual basicBlock(int channels, int stride) {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        List<LayerSpec> body = List.of(
                new Conv2d(channels, same.withStride(stride), false),
                new BatchNorm2d(),
                new Relu(),
                new Conv2d(channels, same, false),
                new BatchNorm2d());
        return stride == 1
                ? Residual.of(body)
                : Residual.of(
                        body, List.of(new Conv2d(channels, Window2d.of(1).withStride(stride), false), new BatchNorm2d()));
    }

    /** One layer with a window each, awkward on purpose, for an image [3, 7, 6]. */
    static Map<String, LayerSpec> windows() {
        Map<String, LayerSpec> all = new LinkedHashMap<>();
        all.put("conv 1x1", new Conv2d(4, Window2d.of(1)));
        all.put("conv 3x3 same", new Conv2d(4, Window2d.of(3).withPadding(Padding.SAME)));
        all.put("conv 2x4 same", new Conv2d(4, Window2d.of(2, 4).withPadding(Padding.SAME)));
        all.put("conv 3x2 same, stride 2", new Conv2d(4, Window2d.of(3, 2).withStride(2).withPadding(Padding.SAME)));
        all.put("conv 3x3, stride 2x3, padding 1", new Conv2d(2, Window2d.of(3).withStride(2, 3).withPadding(Padding.of(1))));
        all.put("conv 2x3, dilation 2x1", new Conv2d(2, Window2d.of(2, 3).withDilation(2, 1)));
        all.put("conv 2x2 same, dilation 2", new Conv2d(2, Window2d.of(2).withDilation(2).withPadding(Padding.SAME)));
        all.put("conv 3x3, padding 2 1 0 1", new Conv2d(2, Window2d.of(3).withPadding(Padding.of(2, 1, 0, 1))));
        all.put("conv 1x1, stride 3", new Conv2d(2, Window2d.of(1).withStride(3).withPadding(Padding.SAME)));
        all.put("conv as large as the image", new Conv2d(5, Window2d.of(7, 6), false));
        all.put("depthwise 3x3 same", new Conv2d(3, Window2d.of(3).withPadding(Padding.SAME)).withGroups(3));
        all.put("depthwise 2x3, stride 2, two outputs an input",
                new Conv2d(6, Window2d.of(2, 3).withStride(2)).withGroups(3));
        all.put("depthwise 2x2 same, no bias", new Conv2d(3, Window2d.of(2).withPadding(Padding.SAME), false).withGroups(3));
        all.put("depthwise 3x3, padding 2 1 0 1",
                new Conv2d(3, Window2d.of(3).withPadding(Padding.of(2, 1, 0, 1))).withGroups(3));
        all.put("max pool 2", new MaxPool2d(2));
        all.put("max pool 3, stride 2, padding 1", new MaxPool2d(Window2d.of(3).withStride(2).withPadding(Padding.of(1))));
        all.put("max pool 2 same, stride 1", new MaxPool2d(Window2d.of(2).withPadding(Padding.SAME)));
        all.put("max pool 1, stride 3", new MaxPool2d(Window2d.of(1).withStride(3)));
        all.put("avg pool 2", new AvgPool2d(2));
        all.put("avg pool 3, padding 1", new AvgPool2d(Window2d.of(3).withPadding(Padding.of(1))));
        all.put("avg pool 3, padding 1 counts", new AvgPool2d(Window2d.of(3).withPadding(Padding.of(1)), true));
        all.put("avg pool 2 same", new AvgPool2d(Window2d.of(2).withPadding(Padding.SAME)));
        all.put("avg pool 2 same counts", new AvgPool2d(Window2d.of(2).withPadding(Padding.SAME), true));
        all.put("avg pool 3x2, padding 1 0 0 1 counts",
                new AvgPool2d(Window2d.of(3, 2).withPadding(Padding.of(1, 0, 0, 1)), true));
        return all;
    }

    static NetworkSpec classifier(Shape input, LayerSpec spec) {
        return NetworkSpec.builder(input).add(spec).add(new Tanh()).add(new Flatten()).add(new Dense(3)).build();
    }

    static EngineSettings settings(NetworkSpec network, LossSpec loss, OptimizerSpec optimizer, Precision precision) {
        return new EngineSettings(
                network, loss, UpdateSpec.of(optimizer), 8, Optional.of(precision), 1, Map.of(), SEED);
    }

    static EngineSettings settings(NetworkSpec network, LossSpec loss, Precision precision) {
        return settings(network, loss, new Sgd(0.1), precision);
    }

    /** Weights and biases of both signs: a bias of zero would hide a bridge that loses it. */
    static double[] parameters(NetworkSpec network) {
        double[] values = normal(network.parameterCount(), 1);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.3;
        }
        return values;
    }

    static Batch batch(NetworkSpec network, int n, long seed) {
        Shape shape = network.input().withBatch(n);
        double[] values = normal(shape.size(), seed);
        float[] x = new float[values.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) values[i];
        }
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (i * 7 + 1) % network.output().size();
        }
        return new Batch(shape, x, labels);
    }

    private static double[] normal(int count, long seed) {
        AddressedRandom random = new AddressedRandom(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.normal(Purpose.INITIAL_VALUES, 0, 0, i);
        }
        return values;
    }

    /** What the textbook says flows through the network, in float64. */
    static Trace textbook(NetworkSpec spec, LossSpec loss, double[] parameters, Batch batch) {
        int n = batch.size();
        int k = spec.output().size();
        try (Backend backend = Backends.named("textbook");
                Network network = Network.build(spec, backend, BuildOptions.batch(n).observed())) {
            network.setParameters(parameters);
            Tensor x = network.input(n);
            x.copyFrom(batch.x());
            double[] y = network.forward(x, Mode.train(SEED, 0)).toDoubles();
            double[] dy = new double[n * k];
            double value = loss.evaluate(n, k, y, oneHot(batch, k), dy);
            Tensor outputGradient = backend.tensor(spec.output().withBatch(n));
            outputGradient.copyFrom(dy);
            double[] before = spec.initialState();
            network.backwardToInput(outputGradient);
            double[] gradient = Arrays.copyOf(network.gradient().toDoubles(), spec.parameterCount());
            double[] after = Arrays.copyOf(network.state().toDoubles(), before.length);
            return new Trace(
                    value,
                    new NetworkFlow(
                            n,
                            Mode.train(SEED, 0),
                            parameters,
                            gradient,
                            before,
                            after,
                            NetworkFlow.copy(network.observations())));
        }
    }

    /** What the textbook predicts before any batch: with the running statistics as they are at first. */
    static double[] prediction(NetworkSpec spec, double[] parameters, Batch batch) {
        try (Backend backend = Backends.named("textbook");
                Network network = Network.build(spec, backend, BuildOptions.batch(batch.size()))) {
            network.setParameters(parameters);
            Tensor x = network.input(batch.size());
            x.copyFrom(batch.x());
            return network.forward(x, Mode.INFER).toDoubles();
        }
    }

    static double[] oneHot(Batch batch, int k) {
        double[] t = new double[batch.size() * k];
        for (int i = 0; i < batch.size(); i++) {
            t[i * k + batch.labels()[i]] = 1;
        }
        return t;
    }

    /** ‖a - b‖ / ‖b‖; 0 if both are nothing but zeros. */
    static double distance(double[] a, double[] b) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < b.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            size += b[i] * b[i];
        }
        return difference == 0 ? 0 : Math.sqrt(difference / size);
    }
}
