package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.scratch.WinogradReference.Problem;
import cnn.scratch.kernel.KernelLookup;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.ScalarKernels;
import cnn.scratch.kernel.Winograd;
import cnn.spec.Conv2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Winograd's matrices against their definition, and the layer against the textbook within its own error bound. */
class WinogradTest {
    private static final double U = 0x1p-24;

    /** Every image size modulo 4 up to several tiles, ragged blocks of channels, batches that share a block of tiles. */
    static Stream<Problem> problems() {
        return Stream.of(
                new Problem(1, 16, 16, 8, 8, 1),
                new Problem(3, 17, 33, 9, 13, 1),
                new Problem(2, 1, 1, 3, 3, 0),
                new Problem(2, 3, 5, 7, 6, 0),
                new Problem(2, 20, 16, 10, 11, 2),
                new Problem(5, 32, 48, 5, 6, 1),
                new Problem(33, 16, 18, 4, 4, 1));
    }

    @Test
    void theMatricesGiveACorrelation() {
        Problem p = new Problem(1, 1, 1, 6, 6, 0);
        double[] x = values(1, 36);
        double[] w = values(2, 9);
        double[] y = new WinogradReference(false).convolve(p, x, w);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double sum = 0;
                for (int k = 0; k < 9; k++) {
                    sum += w[k] * x[(i + k / 3) * 6 + j + k % 3];
                }
                assertThat(Math.abs(y[i * 4 + j] - sum)).isLessThan(1e-12);
            }
        }
        for (int i = 0; i < 18; i++) {
            assertThat(Winograd.weights()[i]).isEqualTo((float) WinogradReference.G[i / 3][i % 3]);
        }
    }

    @Test
    void theAdjointIsTheGradient() {
        Problem p = new Problem(1, 1, 1, 6, 6, 1);
        double[] w = values(1, 9);
        double[] dy = values(2, 36);
        double[] dx = new WinogradReference(false).inputGradient(p, w, dy);
        for (int h = 0; h < 6; h++) {
            for (int v = 0; v < 6; v++) {
                double sum = 0;
                for (int k = 0; k < 9; k++) {
                    int i = h + 1 - k / 3;
                    int j = v + 1 - k % 3;
                    sum += i >= 0 && i < 6 && j >= 0 && j < 6 ? w[k] * dy[i * 6 + j] : 0;
                }
                assertThat(Math.abs(dx[h * 6 + v] - sum)).isLessThan(1e-12);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void vectorKernelsKeepTheBound(Problem p) {
        check(p, KernelLookup.fastest());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void scalarKernelsKeepTheBound(Problem p) {
        check(p, new ScalarKernels());
    }

    private static void check(Problem p, Kernels kernels) {
        try (ScratchBackend winograd = new ScratchBackend(kernels, 2, ConvAlgorithm.WINOGRAD);
                Backend textbook = Backends.named("textbook")) {
            double[][] got = run(p, winograd);
            double[][] exact = run(p, textbook);
            double[] x = values(1, p.n() * p.c() * p.h() * p.w());
            double[] w = values(2, p.o() * p.c() * 9);
            double[] dy = values(3, p.n() * p.o() * p.oh() * p.ow());
            WinogradReference sizes = new WinogradReference(true);
            // Roundings on the longest path, see docs/winograd.md: transforms 6 + 8 + 6, a sum over channels.
            close("y", got[0], exact[0], sizes.convolve(p, x, w), 21 + p.c());
            // 6 + 8 + 8, a sum over output channels, another over the tiles that overlap.
            close("dx", got[1], exact[1], sizes.inputGradient(p, w, dy), 23 + p.o() + 4);
            // 6 + 6 + 14, a sum over all tiles, another over chunks.
            int tiles = p.n() * ((p.oh() + 3) / 4) * ((p.ow() + 3) / 4);
            close("dw", got[2], exact[2], sizes.weightGradient(p, x, dy), 27 + tiles + Chunks.MOST);
        }
    }

    private static void close(String what, double[] got, double[] exact, double[] sizes, int roundings) {
        double gamma = roundings * U / (1 - roundings * U);
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(got[i] - exact[i]))
                    .as("%s[%d]: %s, exactly %s", what, i, got[i], exact[i])
                    .isLessThanOrEqualTo(gamma * sizes[i]);
        }
    }

    private static double[][] run(Problem p, Backend backend) {
        Conv2d conv = new Conv2d(p.o(), Window2d.of(3).withPadding(Padding.of(p.pad())), false);
        NetworkSpec spec = NetworkSpec.builder(Shape.of(p.c(), p.h(), p.w())).add(conv).build();
        try (Network network = Network.build(spec, backend, BuildOptions.batch(p.n()))) {
            network.setParameters(values(2, p.o() * p.c() * 9));
            Tensor x = network.input(p.n());
            x.copyFrom(values(1, x.shape().size()));
            double[] y = network.forward(x, Mode.train(1, 0)).toDoubles();
            Tensor dy = backend.tensor(spec.output().withBatch(p.n()));
            dy.copyFrom(values(3, dy.shape().size()));
            double[] dx = network.backwardToInput(dy).toDoubles();
            return new double[][] {y, dx, network.gradient().toDoubles()};
        }
    }

    /** Floats as doubles, so that both backends get the same numbers. */
    private static double[] values(int which, int length) {
        float[] floats = Nets.normal(which, length, 1);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = floats[i];
        }
        return values;
    }
}
