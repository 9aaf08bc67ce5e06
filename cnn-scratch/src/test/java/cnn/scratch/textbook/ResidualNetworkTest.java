package cnn.scratch.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.backend.Mode;
import cnn.backend.Observation;
import cnn.init.Initializer;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Residual;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A small network with blocks inside blocks: gradients by finite differences, state, and what can be observed. */
class ResidualNetworkTest {
    private static final int N = 3;
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);
    /** Smooth everywhere, so that every step is a good one. */
    private static final NetworkSpec SPEC = NetworkSpec.builder(Shape.of(2, 6, 5))
            .add(new Conv2d(4, SAME, false))
            .add(new BatchNorm2d())
            .add(
                    "block1",
                    Residual.of(
                            List.of(
                                    new Conv2d(6, SAME.withStride(2), false),
                                    new BatchNorm2d(),
                                    Residual.of(List.of(new Tanh(), new Conv2d(6, SAME).withGroups(3))),
                                    new BatchNorm2d(0.3, 1e-3)),
                            List.of(new Conv2d(6, Window2d.of(1).withStride(2), false))))
            .add(new Tanh())
            .add(new GlobalAvgPool2d())
            .add(new Dense(2))
            .build();

    private final TextbookBackend textbook = new TextbookBackend(1);

    @AfterEach
    void close() {
        textbook.close();
    }

    private static double[] normal(int tensor, int length) {
        AddressedRandom random = new AddressedRandom(3);
        double[] values = new double[length];
        Arrays.setAll(values, i -> random.normal(Purpose.TEST_DATA, 0, tensor, i));
        return values;
    }

    private static double loss(Network network, double[] x, double[] dy) {
        network.input(N).copyFrom(x);
        double[] y = network.forward(network.input(N), Mode.train(0, 0)).toDoubles();
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * dy[i];
        }
        return sum;
    }

    /** Central differences with h = 2⁻¹⁶: h²/6·L‴ and rounding/h are both near 1e-10 for numbers and slopes near 1. */
    @Test
    void everyGradientIsTheSlopeOfTheForwardPass() {
        double h = 0x1p-16;
        double[] parameters = Initializer.GLOROT_UNIFORM.parameters(SPEC, 1);
        double[] disturbance = normal(2, parameters.length);
        Arrays.setAll(parameters, i -> parameters[i] + 0.2 * disturbance[i]);
        double[] x = normal(0, N * SPEC.input().size());
        double[] dy = normal(1, N * 2);
        try (Network network = Network.build(SPEC, textbook, BuildOptions.batch(N));
                Tensor last = textbook.tensor(Shape.of(N, 2))) {
            network.setParameters(parameters);
            loss(network, x, dy);
            last.copyFrom(dy);
            double[] dx = network.backwardToInput(last).toDoubles();
            double[] gradient = network.gradient().toDoubles();
            network.backward(last);
            assertThat(network.gradient().toDoubles()).as("parameters only").isEqualTo(gradient);
            for (int i = 0; i < parameters.length; i++) {
                double before = parameters[i];
                parameters[i] = before + h;
                network.setParameters(parameters);
                double above = loss(network, x, dy);
                parameters[i] = before - h;
                network.setParameters(parameters);
                double below = loss(network, x, dy);
                parameters[i] = before;
                assertThat(gradient[i]).as("parameter " + i).isCloseTo((above - below) / (2 * h), within(1e-7));
            }
            network.setParameters(parameters);
            for (int i = 0; i < x.length; i++) {
                double before = x[i];
                x[i] = before + h;
                double above = loss(network, x, dy);
                x[i] = before - h;
                double below = loss(network, x, dy);
                x[i] = before;
                assertThat(dx[i]).as("x " + i).isCloseTo((above - below) / (2 * h), within(1e-7));
            }
        }
    }

    @Test
    void theLayersInsideAreObservedBeforeTheirBlock() {
        double[] x = normal(0, N * SPEC.input().size());
        try (Network network = Network.build(SPEC, textbook, BuildOptions.batch(N).observed());
                Tensor last = textbook.tensor(Shape.of(N, 2))) {
            network.setParameters(Initializer.HE_NORMAL.parameters(SPEC, 1));
            last.copyFrom(normal(1, N * 2));
            loss(network, x, normal(1, N * 2));
            network.backwardToInput(last);
            List<Observation> seen = network.observations();
            assertThat(seen).extracting(Observation::layer).isEqualTo(SPEC.everyLayer());
            Observation block = find(seen, "block1");
            Observation body = find(seen, "block1.batchnorm2");
            Observation shortcut = find(seen, "block1.shortcut-conv1");
            assertThat(block.y().toDoubles()).isEqualTo(sum(body.y(), shortcut.y()));
            assertThat(block.dx().orElseThrow().toDoubles())
                    .isEqualTo(sum(find(seen, "block1.conv1").dx().orElseThrow(), shortcut.dx().orElseThrow()));
            assertThat(body.dy()).isEqualTo(block.dy());
        }
    }

    private static Observation find(List<Observation> seen, String name) {
        return seen.stream().filter(one -> one.layer().name().equals(name)).findFirst().orElseThrow();
    }

    private static double[] sum(Tensor a, Tensor b) {
        double[] sum = a.toDoubles();
        double[] other = b.toDoubles();
        Arrays.setAll(sum, i -> sum[i] + other[i]);
        return sum;
    }

    @Test
    void trainingMovesTheStateAndInferenceUsesIt() {
        NetworkSpec spec =
                NetworkSpec.builder(Shape.of(1, 1, 2)).add("bn", new BatchNorm2d(0.25, 1)).build();
        try (Network network = Network.build(spec, textbook, BuildOptions.batch(2))) {
            network.setParameters(new double[] {2, 1});
            assertThat(network.state().toDoubles()).containsExactly(0, 1);
            Tensor x = network.input(2);
            x.copyFrom(new double[] {1, 2, 3, 6});
            network.forward(x, Mode.train(0, 0));
            // μ = 3, σ² = (4 + 1 + 0 + 9) / 4 = 3.5
            assertThat(network.state().toDoubles()).containsExactly(0.25 * 3, 0.75 + 0.25 * 3.5);
            network.setState(new double[] {5, 3});
            assertThat(network.forward(x, Mode.INFER).toDoubles()).containsExactly(-3, -2, -1, 2);
            assertThat(network.state().toDoubles()).containsExactly(5, 3);
        }
    }
}
