package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.scratch.kernel.KernelLookup;
import cnn.scratch.kernel.ScalarKernels;
import cnn.spec.NetworkSpec;
import cnn.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A network built for inference: the same bits as one that can train, and nothing left over from the batch before. */
class InferenceTest {
    @Test
    void givesTheBitsOfTheTrainingNetwork() {
        try (Backend backend = new ScratchBackend(KernelLookup.fastest(), 3)) {
            sameBits(Nets.awkward(), backend);
            sameBits(Nets.small(), backend);
            sameBits(Nets.resNet8(), backend);
        }
        try (Backend backend = new ScratchBackend(new ScalarKernels(), 2, ConvAlgorithm.WINOGRAD)) {
            sameBits(Nets.awkward(), backend);
        }
    }

    private static void sameBits(NetworkSpec spec, Backend backend) {
        try (Network training = Nets.build(spec, backend, BuildOptions.batch(9));
                Network inference = Nets.build(spec, backend, BuildOptions.inference(9))) {
            for (int n : new int[] {9, 1, 4}) {
                Tensor x = training.input(n);
                x.copyFrom(Nets.normal(n, x.shape().size(), 1));
                double[] expected = training.forward(x, Mode.INFER).toDoubles();
                assertThat(inference.forward(x, Mode.INFER).toDoubles()).isEqualTo(expected);
            }
        }
    }

    @Test
    void doesNotTrain() {
        try (Backend backend = new ScratchBackend(new ScalarKernels(), 1);
                Network network = Network.build(Nets.small(), backend, BuildOptions.inference(1))) {
            assertThatThrownBy(() -> network.forward(network.input(1), Mode.train(1, 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inference only");
        }
    }
}
