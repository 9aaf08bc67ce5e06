package cnn.model;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.config.ModelDescription;
import cnn.config.RunDocument;
import cnn.data.Batches;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.metrics.Probabilities;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Shape;
import cnn.training.Learner;
import cnn.training.TrainingListener;
import cnn.training.TrainingSpec;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A real training, small, with all that a training remembers: running statistics, the optimizer's vectors, dropout's
 * masks, a schedule that waits for plateaus, and early stopping, which puts the best epoch's weights back.
 */
final class TinyTraining {
    static final String RUN =
            """
            dataset: none
            network:
              input: [3, 6, 6]
              layers:
                - conv2d: {channels: 4, kernel: 3, padding: same, bias: false}
                - batch_norm2d
                - relu
                - residual:
                    body:
                      - conv2d: {channels: 4, kernel: 3, padding: same}
                      - batch_norm2d
                - relu
                - dropout: {rate: 0.25}
                - global_avg_pool2d
                - dense: {units: 3}
            training:
              optimizer:
                adam: {learning_rate: 0.01}
              schedule:
                reduce_on_plateau: {patience: 1, factor: 0.5}
              validation: 0.5
              early_stopping: {patience: 5}
              epochs: 3
              batch_size: 8
              seed: 5
            backend: scratch
            """;

    /** These tests run on the scalar kernels on purpose; held here, because loggers that nobody holds are forgotten. */
    private static final Logger SCRATCH = Logger.getLogger("cnn.scratch");

    static {
        SCRATCH.setLevel(Level.SEVERE);
    }

    private TinyTraining() {}

    static ModelDescription description() {
        return description(RUN);
    }

    static ModelDescription description(String yaml) {
        RunDocument run = RunDocument.read(new StringReader(yaml), "run.yaml");
        return new ModelDescription(
                run.config().network(),
                Noise.CLASSES,
                new Normalization(List.of(
                        new Normalization.Channel(0.5, 0.25),
                        new Normalization.Channel(0.5, 0.25),
                        new Normalization.Channel(0.5, 0.25))),
                Probabilities.of(run.config().training().loss()),
                Optional.of(run));
    }

    /** Begins or goes on in {@code folder}, as the command line does. */
    static void run(Path folder, boolean resume, OptionalInt every, List<TrainingListener> more) {
        run(folder, description(), resume, every, more);
    }

    static void run(
            Path folder,
            ModelDescription description,
            boolean resume,
            OptionalInt every,
            List<TrainingListener> more) {
        try (TrainingFolder training =
                resume ? TrainingFolder.resume(folder) : TrainingFolder.start(folder, description)) {
            TrainingSpec spec =
                    training.description().run().orElseThrow().config().training();
            Batches batches = new Batches(new Noise(), spec.batchSize());
            try (Backend backend = Backends.named("scratch");
                    Network network = Network.build(
                            training.description().network(), backend, BuildOptions.batch(batches.batchSize()));
                    Learner learner = new Learner(network, spec)) {
                network.setParameters(spec.initializer().parameters(network.spec(), spec.seed()));
                Optional<Batches> validation = spec.validation().isPresent() ? Optional.of(batches) : Optional.empty();
                new SavedTraining(training, every, 2).fit(spec, learner, batches, validation, more);
            }
        }
    }

    /** Forty pictures of noise with labels: by address, so that every process has the same. */
    static final class Noise implements SampleSource {
        static final List<String> CLASSES = List.of("a", "b", "c");
        private static final AddressedRandom RANDOM = new AddressedRandom(11);

        @Override
        public int size() {
            return 43;
        }

        @Override
        public Shape shape() {
            return Shape.of(3, 6, 6);
        }

        @Override
        public List<String> classes() {
            return CLASSES;
        }

        @Override
        public int label(int index) {
            return index % CLASSES.size();
        }

        @Override
        public void read(int index, float[] target, int offset) {
            for (int i = 0; i < shape().size(); i++) {
                target[offset + i] = (float) RANDOM.normal(Purpose.TEST_DATA, index, 0, i);
            }
        }
    }
}
