package cnn.scratch;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.backend.Updater;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Adam;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
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
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.ParameterSpec;
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
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Networks and random data for tests and the benchmark. */
final class Nets {
    private static final Window2d SAME3 = Window2d.of(3).withPadding(Padding.SAME);

    private Nets() {}

    /** Everything that may be fused, and the shapes where that is awkward: odd sizes before a pool, ragged blocks. */
    static NetworkSpec awkward() {
        return NetworkSpec.builder(Shape.of(3, 19, 17))
                .add(new Conv2d(17, SAME3))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Conv2d(33, Window2d.of(3)))
                .add(new MaxPool2d(2))
                .add(new Conv2d(20, Window2d.of(3).withStride(2).withPadding(Padding.of(2, 1, 0, 2)), false))
                .add(new Relu())
                .add(new AvgPool2d(Window2d.of(2)))
                .add(new Tanh())
                .add(new Flatten())
                .add(new Dense(19))
                .add(new Relu())
                .add(new Dense(5, false))
                .add(new Sigmoid())
                .build();
    }

    /** The layers of a course: ragged blocks, groups across blocks, branches of every kind, all that may be fused. */
    static NetworkSpec course() {
        Concat inception = Concat.of(List.of(
                List.of(new Conv2d(5, Window2d.of(1)), new Relu()),
                List.of(new SeparableConv2d(18, SAME3), new LeakyRelu(0.1)),
                List.of(),
                List.of(new GroupNorm(2), new Relu(), new Conv2d(16, SAME3), new Relu())));
        return NetworkSpec.builder(Shape.of(3, 13, 11))
                .add(new Conv2d(18, SAME3))
                .add(new Elu())
                .add(inception)
                .add(new GroupNorm(3))
                .add(new Relu())
                .add(new DepthwiseConv2d(2, SAME3, true))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new SpatialDropout2d(0.25))
                .add(new SeparableConv2d(17, 2, SAME3, true))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new LocalResponseNorm(5, 0.1, 0.75, 1))
                .add(new TransposedConv2d(20, Window2d.of(3).withStride(2)))
                .add(new Relu())
                .add(new Dropout(0.3))
                .add(new Residual(
                        List.of(new NamedLayer("inner", Concat.of(List.of(
                                List.of(new Gelu(), new Conv2d(4, Window2d.of(1))),
                                List.of(new Conv2d(16, SAME3), new Silu()))))),
                        List.of()))
                .add(new Upsample2d(2))
                .add(new LayerNorm())
                .add(new Conv2d(19, SAME3.withStride(2)))
                .add(new Softmax())
                .add(new GlobalMaxPool2d())
                .add(new LayerNorm(1e-3))
                .add(new Dense(21))
                .add(new Softplus())
                .add(new Dropout(0.5))
                .add(new Dense(7))
                .add(new Gelu(Gelu.Approximation.TANH))
                .add(new Softmax())
                .build();
    }

    /** 3×32×32; [32, 32, pool] [64, 64, pool] [128, 128, pool]; dense 128; 2. */
    static NetworkSpec vggSmall32() {
        NetworkSpec.Builder builder = NetworkSpec.builder(Shape.of(3, 32, 32));
        for (int channels : new int[] {32, 64, 128}) {
            builder.add(new Conv2d(channels, SAME3)).add(new Relu());
            builder.add(new Conv2d(channels, SAME3)).add(new Relu()).add(new MaxPool2d(2));
        }
        return builder.add(new Flatten()).add(new Dense(128)).add(new Relu()).add(new Dense(2)).build();
    }

    /** 3×32×32; [16, pool] [32, pool] [64, pool]; dense 64; 2. */
    static NetworkSpec small() {
        NetworkSpec.Builder builder = NetworkSpec.builder(Shape.of(3, 32, 32));
        for (int channels : new int[] {16, 32, 64}) {
            builder.add(new Conv2d(channels, SAME3)).add(new Relu()).add(new MaxPool2d(2));
        }
        return builder.add(new Flatten()).add(new Dense(64)).add(new Relu()).add(new Dense(2)).build();
    }

    /** 3×150×150; four valid 3×3 convolutions of 32, 64, 128, 128, each with ReLU and pool; dense 512; 2. */
    static NetworkSpec chollet150() {
        NetworkSpec.Builder builder = NetworkSpec.builder(Shape.of(3, 150, 150));
        for (int channels : new int[] {32, 64, 128, 128}) {
            builder.add(new Conv2d(channels, Window2d.of(3))).add(new Relu()).add(new MaxPool2d(2));
        }
        return builder.add(new Flatten()).add(new Dense(512)).add(new Relu()).add(new Dense(2)).build();
    }

    /** 3×32×32; conv3×3 32; residual blocks of two 3×3 convolutions of 32, 64 and 128; global average pool; 2. */
    static NetworkSpec resNet8() {
        NetworkSpec.Builder builder = NetworkSpec.builder(Shape.of(3, 32, 32));
        builder.add(new Conv2d(32, SAME3, false)).add(new BatchNorm2d()).add(new Relu());
        for (int channels : new int[] {32, 64, 128}) {
            int stride = channels == 32 ? 1 : 2;
            Window2d projection = Window2d.of(1).withStride(stride);
            builder.add(Residual.of(
                            List.of(
                                    new Conv2d(channels, SAME3.withStride(stride), false),
                                    new BatchNorm2d(),
                                    new Relu(),
                                    new Conv2d(channels, SAME3, false),
                                    new BatchNorm2d()),
                            stride == 1
                                    ? List.of()
                                    : List.of(new Conv2d(channels, projection, false), new BatchNorm2d())))
                    .add(new Relu());
        }
        return builder.add(new GlobalAvgPool2d()).add(new Dense(2)).build();
    }

    /** 3×32×32; 5×5 convolutions of 20 and 50, each with ReLU and pool; dense 500; 2. */
    static NetworkSpec leNet32() {
        NetworkSpec.Builder builder = NetworkSpec.builder(Shape.of(3, 32, 32));
        for (int channels : new int[] {20, 50}) {
            builder.add(new Conv2d(channels, Window2d.of(5))).add(new Relu()).add(new MaxPool2d(2));
        }
        return builder.add(new Flatten()).add(new Dense(500)).add(new Relu()).add(new Dense(2)).build();
    }

    /** Normal numbers, the same every time. */
    static float[] normal(int layer, int length, double scale) {
        AddressedRandom random = new AddressedRandom(42);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (scale * random.normal(Purpose.TEST_DATA, 0, layer, i));
        }
        return values;
    }

    /** A network with random parameters of about He's size. */
    static Network build(NetworkSpec spec, Backend backend, BuildOptions options) {
        Network network = Network.build(spec, backend, options);
        float[] parameters = new float[spec.parameterCount()];
        for (var slice : spec.slices()) {
            double scale = Math.sqrt(2.0 / slice.parameter().fanIn());
            float[] values = normal(slice.offset(), slice.size(), scale);
            System.arraycopy(values, 0, parameters, slice.offset(), slice.size());
        }
        for (var slice : spec.slices()) {
            if (slice.parameter().role() == ParameterSpec.Role.SCALE) {
                Arrays.fill(parameters, slice.offset(), slice.end(), 1f);
            }
        }
        network.parameters().copyFrom(parameters);
        return network;
    }

    /** What some steps leave behind: parameters, gradient, output and dx, one after the other. */
    static double[] train(NetworkSpec spec, Backend backend, BuildOptions options, int steps, int... batches) {
        try (Network network = build(spec, backend, options);
                Updater updater =
                        backend.updater(new Adam(1e-3), network.parameters(), network.gradient())) {
            double[] last = {};
            for (int step = 0; step < steps; step++) {
                int n = batches[step % batches.length];
                Tensor x = network.input(n);
                x.copyFrom(normal(1000 + step, x.shape().size(), 1));
                Tensor y = network.forward(x, Mode.train(1, step));
                Tensor dy = backend.tensor(y.shape());
                dy.copyFrom(normal(2000 + step, dy.shape().size(), 1));
                double[] out = y.toDoubles();
                double[] dx = network.backwardToInput(dy).toDoubles();
                updater.step(step + 1, 1e-3);
                last = concatenated(network.parameters().toDoubles(), network.gradient().toDoubles(), out, dx);
            }
            return last;
        }
    }

    private static double[] concatenated(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
