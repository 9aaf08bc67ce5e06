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
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** Whole networks: fusion, shared gradient arrays, batch sizes that change, memory. */
class Nd4jNetworkTest {
    static Stream<Arguments> cases() {
        return Stream.of(TestNets.values())
                .flatMap(net -> Stream.of(Precision.values()).map(precision -> Arguments.of(net, precision)));
    }

    private static Backend backend(Precision precision) {
        return Backends.named("nd4j", BackendOptions.DEFAULT.withPrecision(precision).withThreads(1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fusedAndObservedNetworksGiveTheSameBits(TestNets net, Precision precision) {
        try (Backend backend = backend(precision);
                Network fused = network(net, backend, BuildOptions.batch(6));
                Network observed = network(net, backend, BuildOptions.batch(6).observed())) {
            assertThat(fused.layers()).hasSizeLessThan(observed.layers().size());
            assertThat(observed.layers()).hasSameSizeAs(net.spec().layers());
            for (int n : new int[] {6, 1, 4, 6}) {
                Pass expected = Pass.of(observed, n);
                Pass actual = Pass.of(fused, n);
                assertThat(actual.y()).containsExactly(expected.y());
                assertThat(actual.dx()).containsExactly(expected.dx());
                assertThat(actual.gradient()).containsExactly(expected.gradient());
                assertThat(actual.state()).containsExactly(expected.state());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void inFloat64GradientsAgreeWithTheTextbook(TestNets net) {
        try (Backend backend = backend(Precision.FLOAT64);
                Backend textbook = Backends.named("textbook");
                Network own = network(net, backend, BuildOptions.batch(4));
                Network other = network(net, textbook, BuildOptions.batch(4))) {
            Pass actual = Pass.of(own, 4);
            Pass expected = Pass.of(other, 4);
            assertThat(relativeNorm(actual.y(), expected.y())).isLessThan(1e-10);
            assertThat(relativeNorm(actual.dx(), expected.dx())).isLessThan(1e-10);
            assertThat(relativeNorm(actual.gradient(), expected.gradient())).isLessThan(1e-10);
            if (net.spec().stateCount() > 0) {
                assertThat(relativeNorm(actual.state(), expected.state())).isLessThan(1e-10);
            }
            assertThat(relativeNorm(inferred(own, 3), inferred(other, 3))).isLessThan(1e-10);
        }
    }

    @Test
    void bothPrecisionsLiveSideBySideAndLeaveNd4jsDefaultAlone() {
        try (Backend single = backend(Precision.FLOAT32);
                Backend twice = backend(Precision.FLOAT64)) {
            var before = Nd4j.dataType();
            try (Network a = network(TestNets.RESIDUAL, single, BuildOptions.batch(2));
                    Network b = network(TestNets.RESIDUAL, twice, BuildOptions.batch(2))) {
                double[] alone = Pass.of(b, 2).gradient();
                Pass.of(a, 2);
                assertThat(Pass.of(b, 2).gradient()).containsExactly(alone);
                assertThat(Pass.of(a, 2).gradient()).isNotEqualTo(alone);
            }
            assertThat(Nd4j.dataType()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void warmStepsTakeNoNativeMemory(TestNets net, Precision precision) {
        try (Backend backend = backend(precision);
                Network network = network(net, backend, BuildOptions.batch(6));
                Updater updater = backend.updater(new Adam(1e-3), network.parameters(), network.gradient());
                Tensor large = dy(backend, net.spec(), 6);
                Tensor small = dy(backend, net.spec(), 2)) {
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
        network.input(n).copyFrom(values(1, n * network.spec().input().size()));
        network.forward(network.input(n), Mode.train(1, step));
        network.backward(dy);
        updater.step(step, 1e-3);
    }

    private static Network network(TestNets net, Backend backend, BuildOptions options) {
        Network network = Network.build(net.spec(), backend, options);
        network.setParameters(Initializer.HE_NORMAL.parameters(net.spec(), 3));
        return network;
    }

    private static double[] inferred(Network network, int n) {
        Tensor x = network.input(n);
        x.copyFrom(values(4, x.shape().size()));
        return network.forward(x, Mode.INFER).toDoubles();
    }

    private static Tensor dy(Backend backend, NetworkSpec spec, int n) {
        Tensor dy = backend.tensor(spec.output().withBatch(n));
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
    private record Pass(double[] y, double[] dx, double[] gradient, double[] state) {
        static Pass of(Network network, int n) {
            Tensor x = network.input(n);
            x.copyFrom(values(1, x.shape().size()));
            double[] y = network.forward(x, Mode.train(1, 0)).toDoubles();
            try (Tensor dy = dy(network.backend(), network.spec(), n)) {
                double[] dx = network.backwardToInput(dy).toDoubles();
                return new Pass(y, dx, network.gradient().toDoubles(), network.state().toDoubles());
            }
        }
    }
}
