package cnn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.backend.Updater;
import cnn.init.Initializer;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Adam;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.AvgPool2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

/** Whole networks: fusion, shared gradient arrays, batch sizes that change, memory. */
class Nd4jNetworkTest {
    private static final NetworkSpec SPEC = NetworkSpec.builder(Shape.of(3, 12, 10))
            .add(new Conv2d(16, Window2d.of(3).withPadding(Padding.SAME)))
            .add(new Relu())
            .add(new Conv2d(16, Window2d.of(3).withPadding(Padding.SAME)))
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add(new Conv2d(5, Window2d.of(2).withStride(2).withPadding(Padding.SAME), false))
            .add(new Tanh())
            .add(new AvgPool2d(Window2d.of(2)))
            .add(new Sigmoid())
            .add(new Flatten())
            .add(new Dense(7))
            .add(new Relu())
            .add(new Dense(3))
            .build();

    private static Backend backend(Precision precision) {
        return Backends.named("nd4j", BackendOptions.DEFAULT.withPrecision(precision).withThreads(1));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void fusedAndObservedNetworksGiveTheSameBits(Precision precision) {
        try (Backend backend = backend(precision);
                Network fused = network(backend, BuildOptions.batch(6));
                Network observed = network(backend, BuildOptions.batch(6).observed())) {
            assertThat(fused.layers()).hasSizeLessThan(observed.layers().size());
            assertThat(observed.layers()).hasSameSizeAs(SPEC.layers());
            for (int n : new int[] {6, 1, 4, 6}) {
                Pass expected = Pass.of(observed, n);
                Pass actual = Pass.of(fused, n);
                assertThat(actual.y()).containsExactly(expected.y());
                assertThat(actual.dx()).containsExactly(expected.dx());
                assertThat(actual.gradient()).containsExactly(expected.gradient());
            }
        }
    }

    @Test
    void inFloat64GradientsAgreeWithTheTextbook() {
        try (Backend backend = backend(Precision.FLOAT64);
                Backend textbook = Backends.named("textbook");
                Network own = network(backend, BuildOptions.batch(4));
                Network other = network(textbook, BuildOptions.batch(4))) {
            Pass actual = Pass.of(own, 4);
            Pass expected = Pass.of(other, 4);
            assertThat(relativeNorm(actual.y(), expected.y())).isLessThan(1e-10);
            assertThat(relativeNorm(actual.dx(), expected.dx())).isLessThan(1e-10);
            assertThat(relativeNorm(actual.gradient(), expected.gradient())).isLessThan(1e-10);
        }
    }

    @Test
    void bothPrecisionsLiveSideBySideAndLeaveNd4jsDefaultAlone() {
        try (Backend single = backend(Precision.FLOAT32);
                Backend twice = backend(Precision.FLOAT64)) {
            var before = Nd4j.dataType();
            try (Network a = network(single, BuildOptions.batch(2));
                    Network b = network(twice, BuildOptions.batch(2))) {
                double[] alone = Pass.of(b, 2).gradient();
                Pass.of(a, 2);
                assertThat(Pass.of(b, 2).gradient()).containsExactly(alone);
                assertThat(Pass.of(a, 2).gradient()).isNotEqualTo(alone);
            }
            assertThat(Nd4j.dataType()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void warmStepsTakeNoNativeMemory(Precision precision) {
        try (Backend backend = backend(precision);
                Network network = network(backend, BuildOptions.batch(6));
                Updater updater = backend.updater(new Adam(1e-3), network.parameters(), network.gradient());
                Tensor large = dy(backend, 6);
                Tensor small = dy(backend, 2)) {
            for (int step = 1; step <= 3; step++) {
                train(network, updater, step, large);
                train(network, updater, step, small);
            }
            long warm = Pointer.totalBytes();
            for (int step = 4; step <= 20; step++) {
                train(network, updater, step, large);
                train(network, updater, step, small);
            }
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(warm);
        }
    }

    private static void train(Network network, Updater updater, int step, Tensor dy) {
        int n = dy.shape().dim(0);
        network.input(n).copyFrom(values(1, n * SPEC.input().size()));
        network.forward(network.input(n), Mode.train(1, step));
        network.backward(dy);
        updater.step(step, 1e-3);
    }

    private static Network network(Backend backend, BuildOptions options) {
        Network network = Network.build(SPEC, backend, options);
        network.setParameters(Initializer.HE_NORMAL.parameters(SPEC, 3));
        return network;
    }

    private static Tensor dy(Backend backend, int n) {
        Tensor dy = backend.tensor(SPEC.output().withBatch(n));
        dy.copyFrom(values(2, dy.shape().size()));
        return dy;
    }

    private static double[] values(int tensor, int length) {
        AddressedRandom random = new AddressedRandom(11);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.normal(Purpose.TEST_DATA, 0, tensor, i);
        }
        return values;
    }

    private static double relativeNorm(double[] actual, double[] expected) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        assertThat(norm).isPositive();
        return Math.sqrt(error / norm);
    }

    /** What one pass there and back gave. */
    private record Pass(double[] y, double[] dx, double[] gradient) {
        static Pass of(Network network, int n) {
            Tensor x = network.input(n);
            x.copyFrom(values(1, x.shape().size()));
            double[] y = network.forward(x, Mode.train(1, 0)).toDoubles();
            try (Tensor dy = dy(network.backend(), n)) {
                double[] dx = network.backwardToInput(dy).toDoubles();
                return new Pass(y, dx, network.gradient().toDoubles());
            }
        }
    }
}
