package cnn.compare.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Batch;
import cnn.data.Batches;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.data.augment.Augmentation;
import cnn.data.augment.Brightness;
import cnn.data.augment.Crop;
import cnn.data.augment.CutMix;
import cnn.data.augment.Fill;
import cnn.data.augment.Flip;
import cnn.data.augment.Mixup;
import cnn.data.augment.PictureAugmenter;
import cnn.data.augment.Rotation;
import cnn.error.BadInputException;
import cnn.init.Initializer;
import cnn.loss.Hinge;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that are given augmented, mixed pictures: the same bits, and so in float64 the same training. */
class AugmentedTrainingTest {
    private static final Shape SHAPE = Shape.of(3, 6, 5);

    /** Smooth, so that rounding cannot tip anything over. */
    private static final NetworkSpec NETWORK = NetworkSpec.builder(SHAPE)
            .add(new Conv2d(4, Window2d.of(3).withPadding(Padding.SAME)))
            .add(new Tanh())
            .add(new Flatten())
            .add(new Dense(3))
            .build();

    private static final Augmentation AUGMENTATION = new Augmentation(
            Fill.REFLECT,
            List.of(
                    new Flip(0.5, 0),
                    new Crop(1),
                    new Rotation(20),
                    new Brightness(0.3),
                    new Mixup(0.4, 0.5),
                    new CutMix(1, 0.5)));

    private static final SampleSource SOURCE = new SampleSource() {
        private final AddressedRandom random = new AddressedRandom(2);

        @Override
        public int size() {
            return 26;
        }

        @Override
        public Shape shape() {
            return SHAPE;
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b", "c");
        }

        @Override
        public int label(int index) {
            return index % 3;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            for (int i = 0; i < SHAPE.size(); i++) {
                target[offset + i] = (float) random.normal(Purpose.TEST_DATA, index, 0, i);
            }
        }
    };

    private static Batches batches() {
        List<Normalization.Channel> channels = List.of(
                new Normalization.Channel(0.5, 0.2), new Normalization.Channel(0.5, 0.2), new Normalization.Channel(0.5, 0.2));
        return new Batches(SOURCE, 8)
                .augmented(new PictureAugmenter(AUGMENTATION, SHAPE, Optional.of(new Normalization(channels))));
    }

    private record Run(List<Integer> bits, double[] losses, double[] parameters) {}

    private static Run train(String name, Precision precision, LossSpec loss) {
        try (Engine engine = Engines.create(
                name,
                new EngineSettings(
                        NETWORK, loss, UpdateSpec.of(new Sgd(0.1)), 8, Optional.of(precision), 2, Map.of(), 5))) {
            engine.setParameters(start());
            List<Integer> bits = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            for (int epoch = 1; epoch <= 3; epoch++) {
                for (Batch batch : batches().shuffled(5, epoch)) {
                    bits.add(Arrays.hashCode(Arrays.copyOf(batch.x(), batch.shape().size())));
                    losses.add(engine.trainStep(batch));
                }
            }
            return new Run(
                    bits, losses.stream().mapToDouble(Double::doubleValue).toArray(), engine.parameters());
        }
    }

    private static double[] start() {
        return Arrays.stream(Initializer.HE_NORMAL.parameters(NETWORK, 1)).map(value -> (float) value).toArray();
    }

    static Stream<LossSpec> losses() {
        return Stream.of(
                new SoftmaxCrossEntropy(),
                new SoftmaxCrossEntropy(0.1, List.of(0.5, 2.0, 1.0)),
                new SigmoidCrossEntropy(),
                new MeanSquaredError());
    }

    /**
     * Twelve updates with a rate of 0.1; sums of a hundred terms of size 1: 100·u each, grown by less than a factor of
     * ten an update's loss is worth. In float32 u is 2^29 times as large.
     */
    @ParameterizedTest
    @MethodSource("losses")
    void everyEngineLearnsTheSameFromTheSame(LossSpec loss) {
        Run oracle = train("textbook", Precision.FLOAT64, loss);
        assertThat(oracle.bits()).hasSize(12).doesNotHaveDuplicates();
        for (String name : List.of("nd4j", "dl4j")) {
            assertClose(train(name, Precision.FLOAT64, loss), oracle, 1e-12);
        }
        assertClose(train("scratch", Precision.FLOAT32, loss), oracle, 2e-4);
    }

    private static void assertClose(Run run, Run oracle, double tolerance) {
        assertThat(run.bits()).isEqualTo(oracle.bits());
        assertThat(run.losses()).containsExactly(oracle.losses(), within(tolerance));
        assertThat(run.parameters()).containsExactly(oracle.parameters(), within(tolerance));
    }

    @ParameterizedTest
    @ValueSource(strings = {"textbook", "scratch", "nd4j", "dl4j"})
    void hingeRefusesShares(String name) {
        assertThatThrownBy(() -> train(name, Engines.usualPrecision(name), new Hinge()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("loss hinge");
    }
}
