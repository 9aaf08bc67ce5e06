package cnn.training;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.data.Batches;
import cnn.data.SampleSource;
import cnn.loss.MeanSquaredError;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Sgd;
import cnn.spec.Dense;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a number stopped being finite is found out and named. */
class TripwireTest {
    private static final NetworkSpec DENSE =
            NetworkSpec.builder(Shape.of(2)).add(new Dense(2)).build();

    /** Two samples of two huge numbers. */
    private static SampleSource samples(float value) {
        return new SampleSource() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public Shape shape() {
                return Shape.of(2);
            }

            @Override
            public List<String> classes() {
                return List.of("a", "b");
            }

            @Override
            public int label(int index) {
                return index;
            }

            @Override
            public void read(int index, float[] target, int offset) {
                target[offset] = value;
                target[offset + 1] = value;
            }
        };
    }

    /** In float32: y = 2e10 and the loss 4e20 are finite, but dw = dy·x is 2e40, above the largest float, 3.4e38. */
    private static void train(float value, int batchSize, TrainingListener... listeners) {
        TrainingSpec spec = TrainingSpec.builder(new Sgd(0.1))
                .loss(new MeanSquaredError())
                .epochs(2)
                .batchSize(batchSize)
                .build();
        try (Backend backend = Backends.named("scratch");
                Network network = Network.build(DENSE, backend, BuildOptions.batch(batchSize));
                Learner learner = new Learner(network, spec.loss(), spec.update(), 1)) {
            network.setParameters(new double[] {1e-20, 1e-20, 1e-20, 1e-20, 0, 0});
            new Trainer(spec, List.of(listeners)).fit(learner, new Batches(samples(value), batchSize));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"textbook", "scratch"})
    void namesTheLayerWhoseOutputOverflowed(String backend) {
        TrainingSpec spec = TinyTask.spec(new Sgd(backend.equals("textbook") ? 1e200 : 1e25), 2);
        TinyTask.withLearner(backend, spec, learner -> {
            assertThatExceptionOfType(TrainingDivergedException.class)
                    .isThrownBy(() -> new Trainer(spec, List.of()).fit(learner, new Batches(TinyTask.SAMPLES, 10)))
                    .withMessageContaining("at step 2; try a smaller learning rate. In that step, the first value"
                            + " that is not finite is in y of dense 'dense1' [element ");
            return learner;
        });
    }

    @Test
    void namesTheGradientIfItLooksAtEveryOne() {
        assertThatExceptionOfType(TrainingDivergedException.class)
                .isThrownBy(() -> train(1e30f, 1, new Tripwire(1)))
                .withMessage("the gradient was not finite at step 1: the first value that is not finite is in dw of"
                        + " dense 'dense1' [element 0 of [2, 2]]: Infinity");
    }

    @Test
    void elseNamesTheParameterAtTheNextStep() {
        assertThatExceptionOfType(TrainingDivergedException.class)
                .isThrownBy(() -> train(1e30f, 1))
                .withMessageContaining("at step 2")
                .withMessageContaining("dense1.w [element 0 of [2, 2]] is -Infinity already before step 2:"
                        + " update 1 made it so");
    }

    @Test
    void atTheLatestAtTheEndOfTheEpoch() {
        assertThatExceptionOfType(TrainingDivergedException.class)
                .isThrownBy(() -> train(1e30f, 2))
                .withMessageContaining(
                        "after step 1, at the end of epoch 1, dense1.w [element 0 of [2, 2]] is -Infinity;"
                                + " the losses stayed finite");
    }

    @Test
    void aBatchThatIsNoNumbersIsFoundOut() {
        assertThatExceptionOfType(TrainingDivergedException.class)
                .isThrownBy(() -> train(Float.NaN, 2))
                .withMessageContaining("In that step, the batch itself holds NaN [element 0 of [2, 2]]");
    }
}
