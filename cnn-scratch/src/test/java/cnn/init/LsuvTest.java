package cnn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.backend.Observation;
import cnn.data.Batch;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Slice;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data-dependent initializer, on backends that can run it. */
class LsuvTest {
    private static final Window2d SAME3 = Window2d.of(3).withPadding(Padding.SAME);

    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(2, 6, 6))
            .add(new Conv2d(4, SAME3))
            .add(new Relu())
            .add(Residual.of(List.of(new Conv2d(4, SAME3), new Relu())))
            .add(new Flatten())
            .add(new Dense(3))
            .build();

    private static Batch batch() {
        AddressedRandom random = new AddressedRandom(4);
        float[] x = new float[8 * 72];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (5 * random.normal(Purpose.TEST_DATA, 0, 0, i) + 1);
        }
        return new Batch(Shape.of(8, 2, 6, 6), x, new int[8]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"textbook", "scratch"})
    void everyLayerWithWeightsEndsUpWithUnitVariance(String name) {
        Batch batch = batch();
        try (Backend backend = Backends.named(name);
                Network network = Network.build(NETWORK, backend, BuildOptions.batch(8).observed())) {
            double[] values = new Lsuv(0.01, 10).parameters(NETWORK, 1, backend, batch);
            network.setParameters(values);
            Tensor x = network.input(8);
            x.copyFrom(batch.x());
            network.forward(x, Mode.train(1, 0));
            List<Observation> layers = network.observations().stream()
                    .filter(seen -> !seen.layer().parameters().isEmpty() && !seen.layer().isComposite())
                    .toList();
            assertThat(layers).hasSize(3);
            for (Observation seen : layers) {
                assertThat(variance(seen.y().toDoubles())).as(seen.layer().label()).isCloseTo(1, within(0.01));
            }
            // Only scaled: the directions are the orthogonal ones.
            double[] start = new Orthogonal(1).parameters(NETWORK, 1);
            for (Slice slice : NETWORK.slices()) {
                double scale = values[slice.offset()] / start[slice.offset()];
                for (int i = slice.offset(); i < slice.end(); i++) {
                    double expected = start[i] == 0 ? 0 : start[i] * scale;
                    assertThat(values[i]).isCloseTo(expected, within(1e-14));
                }
            }
        }
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }
}
