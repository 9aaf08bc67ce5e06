package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.scratch.kernel.KernelLookup;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.ScalarKernels;
import cnn.spec.NetworkSpec;
import org.junit.jupiter.api.Test;

/** A fused network computes what its layers compute one by one, to the last bit: fusion changes no order of summation. */
class FusionTest {
    @Test
    void fusedAndObservedNetworksGiveTheSameNumbers() {
        sameNumbers(Nets.awkward(), KernelLookup.fastest());
        sameNumbers(Nets.small(), KernelLookup.fastest());
        sameNumbers(Nets.resNet8(), KernelLookup.fastest());
        sameNumbers(Nets.course(), KernelLookup.fastest());
    }

    @Test
    void soDoScalarKernels() {
        sameNumbers(Nets.awkward(), new ScalarKernels());
        sameNumbers(Nets.course(), new ScalarKernels());
    }

    @Test
    void fusionMakesFewerLayers() {
        try (ScratchBackend backend = new ScratchBackend(new ScalarKernels(), 1);
                Network fused = Network.build(Nets.vggSmall32(), backend, BuildOptions.batch(1));
                Network observed = Network.build(Nets.vggSmall32(), backend, BuildOptions.batch(1).observed())) {
            assertThat(fused.layers()).hasSize(9);
            assertThat(observed.layers()).hasSize(Nets.vggSmall32().layers().size());
        }
    }

    private static void sameNumbers(NetworkSpec spec, Kernels kernels) {
        for (ConvAlgorithm algorithm : new ConvAlgorithm[] {ConvAlgorithm.DIRECT, ConvAlgorithm.WINOGRAD}) {
            sameNumbers(spec, kernels, algorithm);
        }
    }

    private static void sameNumbers(NetworkSpec spec, Kernels kernels, ConvAlgorithm algorithm) {
        try (ScratchBackend backend = new ScratchBackend(kernels, 2, algorithm)) {
            double[] fused = Nets.train(spec, backend, BuildOptions.batch(9), 3, 9, 4, 9);
            double[] observed = Nets.train(spec, backend, BuildOptions.batch(9).observed(), 3, 9, 4, 9);
            assertThat(fused).hasSameSizeAs(observed);
            for (int i = 0; i < fused.length; i++) {
                // As numbers: a zero's sign may differ.
                assertThat(fused[i] == observed[i]).as("element %d: %s and %s", i, fused[i], observed[i]).isTrue();
            }
        }
    }
}
