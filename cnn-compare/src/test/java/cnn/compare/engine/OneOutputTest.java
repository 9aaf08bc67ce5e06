package cnn.compare.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Batch;
import cnn.init.Initializer;
import cnn.loss.Hinge;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.optim.Sgd;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With one output for two classes every engine computes the textbook's loss and gradient. */
class OneOutputTest {
    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(3, 6, 6))
            .add(new Conv2d(4, Window2d.of(3)))
            .add(new Relu())
            .add(new Flatten())
            .add(new Dense(1))
            .build();

    static Stream<Arguments> cases() {
        return Stream.of("nd4j", "dl4j")
                .flatMap(engine -> Stream.of(new SigmoidCrossEntropy(), new Hinge(), new MeanSquaredError())
                        .map(loss -> Arguments.of(engine, loss)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndGradientAreTheTextbooks(String name, LossSpec loss) {
        Batch batch = batch();
        try (Engine right = engine("textbook", loss);
                Engine engine = engine(name, loss)) {
            double[] parameters = Initializer.HE_NORMAL.parameters(NETWORK, 1);
            right.setParameters(parameters);
            engine.setParameters(parameters);
            assertThat(engine.gradient(batch)).containsExactly(right.gradient(batch), within(1e-12));
            assertThat(engine.trainStep(batch)).isCloseTo(right.trainStep(batch), within(1e-12));
        }
    }

    private static Engine engine(String name, LossSpec loss) {
        return Engines.create(
                name, new EngineSettings(NETWORK, loss, new Sgd(0.1), 4, Optional.of(Precision.FLOAT64), 2));
    }

    private static Batch batch() {
        AddressedRandom random = new AddressedRandom(3);
        Shape shape = NETWORK.input().withBatch(4);
        float[] x = new float[shape.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.normal(Purpose.TEST_DATA, 0, 0, i);
        }
        return new Batch(shape, x, new int[] {0, 1, 1, 0});
    }
}
