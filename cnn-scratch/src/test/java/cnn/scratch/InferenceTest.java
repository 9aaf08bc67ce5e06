package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.scratch.kernel.KernelLookup;
import cnn.scratch.kernel.ScalarKernels;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network built for inference: the same bits as one that can train, and nothing left over from the batch before. */
class InferenceTest {
    @Test
    void givesTheBitsOfTheTrainingNetwork() {
        try (Backend backend = new ScratchBackend(KernelLookup.fastest(), 3)) {
            sameBits(Nets.awkward(), backend);
            sameBits(Nets.small(), backend);
            sameBits(Nets.resNet8(), backend);
            sameBits(Nets.course(), backend);
            sameBits(nested(), backend);
        }
        try (Backend backend = new ScratchBackend(new ScalarKernels(), 2, ConvAlgorithm.WINOGRAD)) {
            sameBits(Nets.awkward(), backend);
            sameBits(Nets.course(), backend);
        }
    }

    /** Blocks within blocks, with branches of every length: who may write over what is decided by these. */
    private static NetworkSpec nested() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        Conv2d narrow = new Conv2d(16, same);
        Residual inner = Residual.of(List.of(narrow, new Tanh(), narrow), List.of(narrow, new BatchNorm2d()));
        Residual outer = Residual.of(
                List.of(narrow, inner, new Tanh()),
                List.of(narrow, Residual.of(List.of(narrow)), narrow, new Sigmoid()));
        return NetworkSpec.builder(Shape.of(5, 7, 6))
                .add(narrow)
                .add(outer)
                .add(new Relu())
                .add(Residual.of(List.of(inner, inner)))
                .add(new Conv2d(3, Window2d.of(5).withPadding(Padding.SAME)))
                .build();
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
