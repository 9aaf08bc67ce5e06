package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.network.BuildOptions;
import cnn.scratch.kernel.KernelLookup;
import cnn.spec.NetworkSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bits whatever the number of threads. */
class DeterminismTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void sameBitsAsOneThread(int threads) {
        for (ConvAlgorithm algorithm : new ConvAlgorithm[] {ConvAlgorithm.DIRECT, ConvAlgorithm.WINOGRAD}) {
            assertThat(train(threads, algorithm, Nets.awkward())).isEqualTo(train(1, algorithm, Nets.awkward()));
            assertThat(train(threads, algorithm, Nets.course())).isEqualTo(train(1, algorithm, Nets.course()));
            assertThat(train(threads, algorithm, Nets.resNet8())).isEqualTo(train(1, algorithm, Nets.resNet8()));
        }
    }

    private static double[] train(int threads, ConvAlgorithm algorithm, NetworkSpec spec) {
        try (ScratchBackend backend = new ScratchBackend(KernelLookup.fastest(), threads, algorithm)) {
            return Nets.train(spec, backend, BuildOptions.batch(21), 4, 21, 1, 8, 17);
        }
    }
}
