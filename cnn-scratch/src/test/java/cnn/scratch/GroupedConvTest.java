package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCase.Data;
import cnn.check.contract.LayerRule;
import cnn.network.BuildOptions;
import cnn.scratch.kernel.KernelLookup;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.ScalarKernels;
import cnn.spec.Conv2d;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract's rules on convolutions with groups, where they meet this backend's blocks of 16 channels and panels of
 * 32 in awkward ways; and that fusion and threads change no bit.
 */
class GroupedConvTest {
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);

    private static List<LayerCase> cases() {
        return List.of(
                conv(2, 32, 32, SAME, 5, 6),
                conv(2, 64, 64, SAME, 4, 4),
                // Groups that straddle blocks, on either side.
                conv(3, 33, 51, SAME, 5, 3),
                conv(3, 51, 33, Window2d.of(2), 4, 5),
                conv(5, 20, 35, SAME.withStride(2), 6, 7),
                conv(4, 48, 8, Window2d.of(1), 3, 3),
                conv(8, 8, 40, Window2d.of(3).withStride(3).withDilation(2), 8, 9),
                conv(2, 6, 70, Window2d.of(2, 3).withPadding(Padding.of(2, 0, 1, 3)), 5, 4),
                conv(2, 4, 6, Window2d.of(2).withStride(3), 7, 8),
                // Depthwise, with 1, 2, 3 and 16 outputs an input.
                conv(3, 3, 3, SAME, 5, 4),
                conv(16, 16, 16, SAME, 9, 9),
                conv(17, 17, 17, SAME.withStride(2), 6, 7),
                conv(40, 40, 40, Window2d.of(5).withPadding(Padding.of(2)), 6, 5),
                conv(18, 18, 36, Window2d.of(2).withStride(3), 8, 7),
                conv(11, 11, 33, SAME.withDilation(2), 5, 6),
                conv(2, 2, 32, SAME.withStride(2, 1), 5, 5),
                conv(20, 20, 20, Window2d.of(1), 3, 3),
                conv(5, 5, 5, Window2d.of(4, 2).withPadding(Padding.of(3, 0, 2, 1)), 4, 4));
    }

    private static LayerCase conv(int groups, int channels, int outputs, Window2d window, int height, int width) {
        Conv2d spec = new Conv2d(outputs, window, (channels + outputs) % 3 > 0).withGroups(groups);
        String name = "%d groups, %d to %d channels, %d×%d on %d×%d, stride %d, dilation %d"
                .formatted(
                        groups, channels, outputs, window.kernelH(), window.kernelW(), height, width,
                        window.strideH(), window.dilationH());
        return new LayerCase(name, spec, Shape.of(channels, height, width), 3, Data.NORMAL);
    }

    private static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return kernels().flatMap(kernels -> Arrays.stream(LayerRule.values())
                .flatMap(rule -> cases().stream().filter(rule::appliesTo).map(on -> dynamicTest(
                        "%s, %s, %s".formatted(rule, on.name(), kernels.describe()), () -> check(kernels, rule, on)))));
    }

    private static void check(Kernels kernels, LayerRule rule, LayerCase on) {
        try (Backend backend = new ScratchBackend(kernels, 2);
                Backend reference = Backends.named("textbook")) {
            if (rule.appliesTo(backend.precision())) {
                rule.check(backend, reference, on);
            }
        }
    }

    /** Both kinds of convolution with groups, each with everything fused that can be. */
    private static NetworkSpec network() {
        return NetworkSpec.builder(Shape.of(6, 17, 15))
                .add(new Conv2d(12, SAME).withGroups(6))
                .add(new Relu())
                .add(new MaxPool2d(2))
                .add(new Conv2d(40, SAME).withGroups(4))
                .add(new Relu())
                .add(new Conv2d(40, SAME.withStride(2), false).withGroups(40))
                .add(new MaxPool2d(2))
                .add(new Conv2d(20, Window2d.of(1)).withGroups(20))
                .add(new Relu())
                .build();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void fusionAndThreadsChangeNoNumber(Kernels kernels) {
        double[] expected = train(kernels, 1, BuildOptions.batch(10));
        double[] observed = train(kernels, 1, BuildOptions.batch(10).observed());
        for (int i = 0; i < expected.length; i++) {
            // As numbers: a zero's sign may differ.
            assertThat(observed[i] == expected[i]).as("element " + i).isTrue();
        }
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(train(kernels, threads, BuildOptions.batch(10))).isEqualTo(expected);
        }
    }

    private static double[] train(Kernels kernels, int threads, BuildOptions options) {
        try (ScratchBackend backend = new ScratchBackend(kernels, threads)) {
            return Nets.train(network(), backend, options, 3, 10, 1, 9);
        }
    }
}
