package cnn.scratch.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.check.GradientCheck;
import cnn.check.GradientFinding;
import cnn.error.BadInputException;
import cnn.init.Initializer;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.network.BuildOptions;
import cnn.network.Network;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextbookBackendTest {
    private static final int BATCH = 3;

    /** Every kind of layer. */
    private static final NetworkSpec SPEC = NetworkSpec.builder(Shape.of(2, 8, 9))
            .add(new Conv2d(4, Window2d.of(3).withPadding(Padding.SAME)))
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add(new Conv2d(3, Window2d.of(2)))
            .add(new Tanh())
            .add(new AvgPool2d(Window2d.of(2)))
            .add(new Flatten())
            .add(new Dense(5))
            .add(new Sigmoid())
            .add(new Dense(3))
            .build();

    @Test
    void aNetworkOfEveryLayerPassesTheGradientCheckWithEveryLoss() {
        for (LossSpec loss : List.of(new SoftmaxCrossEntropy(), new MeanSquaredError())) {
            List<GradientFinding> findings;
            try (Backend textbook = Backends.named("textbook")) {
                findings = GradientCheck.ofNetwork(
                        textbook, SPEC, parameters(), loss, BATCH, x(), oneHot(), 40);
            }
            assertThat(findings).hasSize(1 + SPEC.slices().size());
            assertThat(findings).allSatisfy(finding -> assertThat(finding.agrees())
                    .as(finding.describe())
                    .isTrue());
            // A tolerance that accepts anything would prove nothing.
            assertThat(findings).allSatisfy(finding -> assertThat(finding.tolerance()).isLessThan(1e-7));
        }
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() {
        double[] one = gradient(1);
        assertThat(gradient(2)).containsExactly(one);
        assertThat(gradient(5)).containsExactly(one);
    }

    private static double[] gradient(int threads) {
        try (Backend textbook = Backends.named("textbook", BackendOptions.DEFAULT.withThreads(threads));
                Network network = Network.build(SPEC, textbook, BuildOptions.batch(BATCH));
                Tensor dy = textbook.tensor(SPEC.output().withBatch(BATCH))) {
            network.setParameters(parameters());
            Tensor x = network.input(BATCH);
            x.copyFrom(x());
            double[] gradient = new double[BATCH * 3];
            new SoftmaxCrossEntropy()
                    .evaluate(
                            BATCH, 3, network.forward(x, Mode.train(0, 0)).toDoubles(), oneHot(), gradient);
            dy.copyFrom(gradient);
            network.backward(dy);
            return network.gradient().toDoubles();
        }
    }

    @Test
    void itsNameIsSuggestedForAMistypedOne() {
        assertThatThrownBy(() -> Backends.named("textbok"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("unknown backend 'textbok'")
                .hasMessageContaining("did you mean 'textbook'?");
        assertThat(Backends.names()).contains("textbook");
    }

    @Test
    void itComputesInFloat64Only() {
        BackendOptions single = BackendOptions.DEFAULT.withPrecision(Precision.FLOAT32);
        assertThatThrownBy(() -> Backends.named("textbook", single))
                .isInstanceOf(BadInputException.class)
                .hasMessage("backend 'textbook' does not compute in float32, only in [float64]");
    }

    private static double[] parameters() {
        return Initializer.GLOROT_UNIFORM.parameters(SPEC, 5);
    }

    private static double[] x() {
        AddressedRandom random = new AddressedRandom(6);
        double[] x = new double[SPEC.input().withBatch(BATCH).size()];
        Arrays.setAll(x, i -> random.normal(Purpose.TEST_DATA, 0, 0, i));
        return x;
    }

    private static double[] oneHot() {
        return new double[] {1, 0, 0, 0, 0, 1, 0, 1, 0};
    }
}
