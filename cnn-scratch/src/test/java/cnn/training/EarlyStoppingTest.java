package cnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Batches;
import cnn.data.SampleSource;
import cnn.error.BadInputException;
import cnn.metrics.Monitor;
import cnn.optim.Adam;
import cnn.schedule.ReduceOnPlateau;
import cnn.schedule.Schedule;
import cnn.schedule.Step;
import cnn.schedule.WarmUp;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What happens between epochs: validation, early stopping, schedules. */
class EarlyStoppingTest {
    /** The same samples with the opposite labels: the better the training goes, the worse they are answered. */
    private static final SampleSource OPPOSITE = new SampleSource() {
        @Override
        public int size() {
            return TinyTask.SAMPLES.size();
        }

        @Override
        public Shape shape() {
            return TinyTask.SAMPLES.shape();
        }

        @Override
        public List<String> classes() {
            return TinyTask.SAMPLES.classes();
        }

        @Override
        public int label(int index) {
            return 1 - TinyTask.SAMPLES.label(index);
        }

        @Override
        public void read(int index, float[] target, int offset) {
            TinyTask.SAMPLES.read(index, target, offset);
        }
    };

    private static final Batches TRAIN = new Batches(TinyTask.SAMPLES, 10);

    private static TrainingSpec spec(Schedule schedule) {
        return TinyTask.spec(new Adam(0.02), 9).toBuilder()
                .schedule(schedule)
                .validation(0.5)
                .stopping(new EarlyStopping(Monitor.LOSS, 3, 0))
                .build();
    }

    private static Trainer trainer(TrainingSpec spec, TrainingListener listener) {
        return new Trainer(spec, Optional.of(new Batches(OPPOSITE, 7)), List.of(listener));
    }

    /** Everything that can be seen of a training. */
    private static final class Recorder implements TrainingListener {
        private final Learner learner;
        private final Map<Long, Snapshot> networks = new TreeMap<>();
        private final Map<Long, Map<String, double[]>> optimizers = new TreeMap<>();
        private final Map<Long, Progress> progress = new TreeMap<>();
        private final List<Double> rates = new ArrayList<>();
        private final List<Epoch> epochs = new ArrayList<>();

        Recorder(Learner learner) {
            this.learner = learner;
        }

        @Override
        public void onStep(Step step) {
            long update = step.after().updates();
            networks.put(update, Snapshot.of(learner.network()));
            Map<String, double[]> vectors = new TreeMap<>();
            learner.optimizerState().forEach((name, vector) -> vectors.put(name, vector.toDoubles()));
            optimizers.put(update, vectors);
            progress.put(update, step.after());
            rates.add(step.learningRate());
        }

        @Override
        public void onEpoch(Epoch epoch) {
            epochs.add(epoch);
        }
    }

    @Test
    void stopsWhenItGetsNoBetterAndPutsTheBestWeightsBack() {
        TrainingSpec spec = spec(new cnn.schedule.Constant());
        TinyTask.withLearner("scratch", spec, learner -> {
            Recorder recorder = new Recorder(learner);
            List<TrainingListener.Epoch> epochs = trainer(spec, recorder).fit(learner, TRAIN);
            assertThat(epochs).hasSize(4).isEqualTo(recorder.epochs);
            assertThat(epochs).extracting(TrainingListener.Epoch::best).containsExactly(true, false, false, false);
            assertThat(epochs.get(3).validation().orElseThrow().loss())
                    .isGreaterThan(epochs.get(0).validation().orElseThrow().loss());
            assertThat(learner.network().parameters().toDoubles()).isEqualTo(recorder.networks.get(3L).parameters());
            return epochs;
        });
    }

    /** From every step, with the schedule's and the stopping's memory. */
    @Test
    void goesOnToTheSameEnd() {
        TrainingSpec spec = spec(new WarmUp(1, 0, new ReduceOnPlateau(0.5, 1, 0, 0)));
        TinyTask.withLearner("scratch", spec, learner -> {
            Recorder whole = new Recorder(learner);
            trainer(spec, whole).fit(learner, TRAIN);
            double[] end = learner.network().parameters().toDoubles();
            whole.progress.forEach((update, progress) -> TinyTask.withLearner("scratch", spec, other -> {
                whole.networks.get(update).restore(other.network());
                Map<String, double[]> vectors = whole.optimizers.get(update);
                other.optimizerState().forEach((name, vector) -> vector.copyFrom(vectors.get(name)));
                Optional<Snapshot> best = Optional.of(whole.networks.get(3L)).filter(b -> progress.epoch() > 1);
                Recorder rest = new Recorder(other);
                trainer(spec, rest).fit(other, TRAIN, progress, best);
                assertThat(rest.rates).isEqualTo(whole.rates.subList(update.intValue(), 12));
                assertThat(other.network().parameters().toDoubles()).isEqualTo(end);
                return rest;
            }));
            return whole;
        });
    }

    @Test
    void everyUpdateHasItsScheduledRate() {
        TrainingSpec spec = spec(new WarmUp(1, 0, new ReduceOnPlateau(0.5, 2, 0, 0)));
        TinyTask.withLearner("textbook", spec, learner -> {
            Recorder recorder = new Recorder(learner);
            trainer(spec, recorder).fit(learner, TRAIN);
            // Three updates of rise; after epoch 3 it has not become better for two epochs.
            double[] factors = {1 / 3.0, 2 / 3.0, 1, 1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5};
            for (int i = 0; i < 12; i++) {
                assertThat(recorder.rates.get(i)).isCloseTo(0.02 * factors[i], within(1e-17));
            }
            return recorder;
        });
    }

    /** The rate reaches the update: a training with rates that halve is one with Adam of these rates by hand. */
    @Test
    void theRateReachesTheUpdate() {
        TrainingSpec spec = TinyTask.spec(new Adam(0.02), 2).toBuilder().schedule(new Step(1, 0.5)).build();
        double[] scheduled = TinyTask.withLearner("scratch", spec, learner -> {
            new Trainer(spec, List.of()).fit(learner, TRAIN);
            return learner.network().parameters().toDoubles();
        });
        double[] byHand = TinyTask.withLearner("scratch", spec, learner -> {
            TRAIN.shuffled(1, 1).forEach(batch -> learner.step(batch, 0.02));
            TRAIN.shuffled(1, 2).forEach(batch -> learner.step(batch, 0.01));
            return learner.network().parameters().toDoubles();
        });
        assertThat(scheduled).isEqualTo(byHand);
    }

    @Test
    void saysWhatIsMissing() {
        TrainingSpec spec = spec(new cnn.schedule.Constant());
        assertThatThrownBy(() -> new Trainer(spec, List.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("needs validation samples");
        TinyTask.withLearner("textbook", spec, learner -> {
            Recorder recorder = new Recorder(learner);
            trainer(spec, recorder).fit(learner, TRAIN);
            assertThatThrownBy(() -> trainer(spec, recorder).fit(learner, TRAIN, recorder.progress.get(4L)))
                    .hasMessageContaining("without the weights of the best epoch so far, number 1");
            return recorder;
        });
    }
}
