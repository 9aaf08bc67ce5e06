package cnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.data.Batches;
import cnn.data.SampleSource;
import cnn.error.BadInputException;
import cnn.init.Initializer;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Adam;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

/** The training loop of cnn-api, on backends that can run it. */
class TrainerTest {
    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(1, 5, 5))
            .add(new Conv2d(3, Window2d.of(3)))
            .add(new Relu())
            .add(new Flatten())
            .add(new Dense(2))
            .build();

    /** 25 samples, whose class is the sign of their brighter half. */
    private static final SampleSource SAMPLES = new SampleSource() {
        private final AddressedRandom random = new AddressedRandom(5);

        @Override
        public int size() {
            return 25;
        }

        @Override
        public Shape shape() {
            return NETWORK.input();
        }

        @Override
        public List<String> classes() {
            return List.of("left", "right");
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            for (int i = 0; i < 25; i++) {
                boolean bright = i % 5 >= 3 == (label(index) == 1);
                target[offset + i] = (float) random.normal(Purpose.TEST_DATA, index, 0, i) + (bright ? 1 : 0);
            }
        }
    };

    private static List<TrainingListener.Epoch> train(String backend, OptimizerSpec optimizer, TrainingListener listener) {
        TrainingSpec spec = new TrainingSpec(new SoftmaxCrossEntropy(), optimizer, Initializer.HE_NORMAL, 8, 10, 1);
        try (Backend chosen = Backends.named(backend);
                Network network = Network.build(NETWORK, chosen, BuildOptions.batch(10));
                Learner learner = new Learner(network, spec.loss(), spec.optimizer(), spec.seed())) {
            network.setParameters(Initializer.HE_NORMAL.parameters(NETWORK, 1));
            return new Trainer(spec, List.of(listener)).fit(learner, new Batches(SAMPLES, 10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"textbook", "scratch"})
    void theLossFalls(String backend) {
        List<TrainingListener.Epoch> epochs = train(backend, new Adam(0.01), new TrainingListener() {});
        assertThat(epochs).hasSize(8);
        assertThat(epochs.get(7).meanLoss()).isLessThan(0.5 * epochs.get(0).meanLoss());
    }

    @Test
    void listenersHearEveryStepAndEveryEpochInOrder() {
        TrainingListener listener = mock(TrainingListener.class);
        train("textbook", new Adam(0.01), listener);
        // 25 samples in batches of 10: the third is of 5.
        InOrder order = inOrder(listener);
        order.verify(listener).onStep(eq(1L), eq(10), anyDouble());
        order.verify(listener).onStep(eq(2L), eq(10), anyDouble());
        order.verify(listener).onStep(eq(3L), eq(5), anyDouble());
        order.verify(listener).onEpoch(any());
        verify(listener, times(24)).onStep(anyLong(), anyInt(), anyDouble());
        verify(listener, times(8)).onEpoch(any());
    }

    @Test
    void aDivergedTrainingStopsAndSaysAtWhichStep() {
        assertThatExceptionOfType(TrainingDivergedException.class)
                .isThrownBy(() -> train("textbook", new Sgd(1e200), new TrainingListener() {}))
                .withMessageContaining("at step 2")
                .withMessageContaining("smaller learning rate");
    }

    @Test
    void parametersThatAreNoNumbersAreRefusedByName() {
        double[] values = Initializer.HE_NORMAL.parameters(NETWORK, 1);
        values[NETWORK.slices().get(2).offset() + 4] = Double.NaN;
        try (Backend backend = Backends.named("textbook");
                Network network = Network.build(NETWORK, backend, BuildOptions.batch(1))) {
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> network.setParameters(values))
                    .withMessageContaining("dense1.w [element 4 of [2, 27]] is NaN");
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> network.setParameters(new double[3]))
                    .withMessageContaining("expected 86 parameters, got 3");
        }
    }

    @Test
    void shapesAreCheckedAtTheDoor() {
        try (Backend backend = Backends.named("textbook");
                Network network = Network.build(NETWORK, backend, BuildOptions.batch(2))) {
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> network.forward(backend.tensor(Shape.of(3, 1, 5, 5)), Mode.INFER))
                    .withMessageContaining("expected an input [1, 5, 5] with a batch of at most 2, got [3, 1, 5, 5]");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> network.backward(backend.tensor(Shape.of(1, 2))));
        }
    }
}
