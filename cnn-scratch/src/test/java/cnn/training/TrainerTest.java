package cnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.data.Batches;
import cnn.data.augment.Augmentation;
import cnn.data.augment.Cutout;
import cnn.data.augment.Fill;
import cnn.data.augment.Flip;
import cnn.data.augment.Mixup;
import cnn.data.augment.PictureAugmenter;
import cnn.data.augment.Rotation;
import cnn.error.BadInputException;
import cnn.init.Initializer;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Adam;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.schedule.PlateauState;
import cnn.schedule.Watch;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

/** The training loop of cnn-api, on backends that can run it. */
class TrainerTest {
    private static List<TrainingListener.Epoch> train(
            String backend, OptimizerSpec optimizer, TrainingListener listener) {
        TrainingSpec spec = TinyTask.spec(optimizer, 8);
        return TinyTask.withLearner(
                backend,
                spec,
                learner -> new Trainer(spec, List.of(listener)).fit(learner, new Batches(TinyTask.SAMPLES, 10)));
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
        order.verify(listener).onStep(step(1, 10));
        order.verify(listener).onStep(step(2, 10));
        order.verify(listener).onStep(step(3, 5));
        order.verify(listener).onEpoch(any());
        verify(listener, times(24)).onStep(any());
        verify(listener, times(8)).onEpoch(any());
    }

    private static TrainingListener.Step step(long number, int samples) {
        return argThat(step -> step.after().updates() == number && step.samples() == samples);
    }

    /** Stops after every update in turn, even at an epoch's end, and goes on in a new network with a new optimizer. */
    @ParameterizedTest
    @ValueSource(strings = {"textbook", "scratch"})
    void goesOnFromAnyBatchToTheSameBits(String backend) {
        goesOn(backend, new Batches(TinyTask.SAMPLES, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"textbook", "scratch"})
    void goesOnFromAnyBatchToTheSameBitsOfAugmentedPictures(String backend) {
        Augmentation augmentation = new Augmentation(
                Fill.EDGE, List.of(new Flip(0, 0.5), new Rotation(10), new Cutout(2, 0.5), new Mixup(0.5, 0.5)));
        goesOn(
                backend,
                new Batches(TinyTask.SAMPLES, 10)
                        .augmented(new PictureAugmenter(augmentation, TinyTask.SAMPLES.shape(), Optional.empty())));
    }

    private static void goesOn(String backend, Batches batches) {
        TrainingSpec spec = TinyTask.spec(new Adam(0.01), 3);
        Map<Long, Standing> standings = new TreeMap<>();
        double[][] end = new double[1][];
        List<TrainingListener.Epoch> whole = TinyTask.withLearner(backend, spec, learner -> {
            TrainingListener recorder = new TrainingListener() {
                @Override
                public void onStep(Step step) {
                    standings.put(step.after().updates(), Standing.of(step.after(), learner));
                }
            };
            List<TrainingListener.Epoch> epochs =
                    new Trainer(spec, List.of(recorder)).fit(learner, batches);
            end[0] = learner.network().parameters().toDoubles();
            return epochs;
        });
        assertThat(standings).hasSize(9);
        standings.forEach((update, standing) -> TinyTask.withLearner(backend, spec, learner -> {
            standing.restore(learner);
            List<TrainingListener.Epoch> rest =
                    new Trainer(spec, List.of()).fit(learner, batches, standing.progress());
            assertThat(learner.network().parameters().toDoubles()).isEqualTo(end[0]);
            assertThat(rest).hasSize(3 - (int) ((update - 1) / 3));
            TrainingListener.Epoch last = rest.get(rest.size() - 1);
            assertThat(last.meanLoss()).isEqualTo(whole.get(2).meanLoss());
            assertThat(last.after()).isEqualTo(whole.get(2).after());
            return rest;
        }));
    }

    /** All that a checkpoint holds. */
    private record Standing(Progress progress, Snapshot network, Map<String, double[]> optimizer) {
        static Standing of(Progress progress, Learner learner) {
            Map<String, double[]> vectors = new TreeMap<>();
            learner.optimizerState().forEach((name, vector) -> vectors.put(name, vector.toDoubles()));
            return new Standing(progress, Snapshot.of(learner.network()), vectors);
        }

        void restore(Learner learner) {
            network.restore(learner.network());
            learner.optimizerState().forEach((name, vector) -> vector.copyFrom(optimizer.get(name)));
        }
    }

    @Test
    void doesNotGoOnBehindTheEndOfAnEpoch() {
        Progress beyond = new Progress(1, 4, 4, 0, 40, PlateauState.START, Watch.START);
        TinyTask.withLearner("textbook", TinyTask.spec(new Adam(0.01), 1), learner -> {
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> new Trainer(TinyTask.spec(new Adam(0.01), 1), List.of())
                            .fit(learner, new Batches(TinyTask.SAMPLES, 10), beyond))
                    .withMessageContaining("cannot go on after batch 4 of an epoch of 3 batches");
            return List.of();
        });
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
        double[] values = Initializer.HE_NORMAL.parameters(TinyTask.NETWORK, 1);
        values[TinyTask.NETWORK.slices().get(2).offset() + 4] = Double.NaN;
        try (Backend backend = Backends.named("textbook");
                Network network = Network.build(TinyTask.NETWORK, backend, BuildOptions.batch(1))) {
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
                Network network = Network.build(TinyTask.NETWORK, backend, BuildOptions.batch(2))) {
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> network.forward(backend.tensor(Shape.of(3, 1, 5, 5)), Mode.INFER))
                    .withMessageContaining("expected an input [1, 5, 5] with a batch of at most 2, got [3, 1, 5, 5]");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> network.backward(backend.tensor(Shape.of(1, 2))));
        }
    }
}
