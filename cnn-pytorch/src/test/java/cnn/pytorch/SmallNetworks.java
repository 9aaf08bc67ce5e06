package cnn.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.optim.Adam;
import cnn.optim.OptimizerSpec;
import cnn.optim.UpdateSpec;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Two small networks of every kind of place that gradients pass, their engines, parameters and batches. */
final class SmallNetworks {
    /** What the project asks of float64 engines; sums of a few hundred terms of size 1 stay orders below it. */
    static final double TOLERANCE = 1e-10;

    private static final Window2d SAME3 = Window2d.of(3).withPadding(Padding.SAME);

    static final NetworkSpec PLAIN = NetworkSpec.builder(Shape.of(2, 9, 8))
            .add(new Conv2d(3, SAME3))
            .add(new Tanh())
            .add(new MaxPool2d(2))
            .add(new Conv2d(4, Window2d.of(2), false))
            .add(new Relu())
            .add(new Flatten())
            .add(new Dense(3))
            .build();

    /** No bias before a batch normalisation: its gradient is nothing but rounding, of which Adam makes whole steps. */
    static final NetworkSpec RESIDUAL = NetworkSpec.builder(Shape.of(3, 8, 6))
            .add(new Conv2d(4, SAME3, false))
            .add(new BatchNorm2d(0.3, 1e-3))
            .add(new Relu())
            .add(Residual.of(List.of(new Conv2d(4, SAME3, false), new BatchNorm2d(), new Tanh())))
            .add(Residual.of(
                    List.of(new Conv2d(6, SAME3.withStride(2), false), new BatchNorm2d()),
                    List.of(new Conv2d(6, Window2d.of(1).withStride(2)))))
            .add(new GlobalAvgPool2d())
            .add(new Dense(2))
            .build();

    private SmallNetworks() {}

    static Engine engine(
            String name, NetworkSpec network, LossSpec loss, OptimizerSpec optimizer, Precision precision) {
        return Engines.create(name, new EngineSettings(network, loss, optimizer, 8, Optional.of(precision), 1));
    }

    static Engine engine(String name, NetworkSpec network, LossSpec loss, UpdateSpec update) {
        return Engines.create(
                name, new EngineSettings(network, loss, update, 8, Optional.of(Precision.FLOAT64), 1, Map.of(), 0));
    }

    private static double[] normal(int count, long seed) {
        AddressedRandom random = new AddressedRandom(seed);
        return IntStream.range(0, count)
                .mapToDouble(i -> (float) random.normal(Purpose.TEST_DATA, 0, 0, i))
                .toArray();
    }

    static double[] parameters(NetworkSpec network) {
        double[] values = normal(network.parameterCount(), 1);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.25;
        }
        return values;
    }

    static Batch batch(NetworkSpec network, int n, long seed) {
        Shape shape = network.input().withBatch(n);
        double[] values = normal(shape.size(), seed);
        float[] x = new float[values.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) values[i];
        }
        int outputs = network.output().size();
        return new Batch(shape, x, IntStream.range(0, n).map(i -> (7 * i + 1) % outputs).toArray());
    }

    static void close(String what, double[] seen, double[] expected) {
        assertThat(seen).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < seen.length; i++) {
            assertThat(seen[i]).as("%s, element %d", what, i).isCloseTo(expected[i], within(TOLERANCE));
        }
    }
}
