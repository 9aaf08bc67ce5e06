package cnn.compare.run;

import cnn.backend.Backend;
import cnn.config.ModelDescription;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.data.Batches;
import cnn.metrics.Probabilities;
import cnn.model.SavedTraining;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.training.Learner;
import cnn.training.Predictions;
import cnn.training.Trainer;
import cnn.training.TrainingListener;
import cnn.training.TrainingSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Trains a configuration's network on one backend. */
public final class TrainingRun {
    private final RunConfig config;
    private final TrainingSpec training;
    private final Pictures pictures;
    private final Progress progress;
    private double imagesPerSecond;

    /** @param training the configuration's, with what the command line replaced */
    public TrainingRun(RunConfig config, TrainingSpec training, Optional<Integer> limit, Progress progress) {
        this.config = config;
        this.training = training;
        this.pictures = Pictures.of(config, limit);
        this.progress = progress;
    }

    /** Trains from the configuration's initial parameters and gives the answers to the test images. */
    public Predictions on(Backend backend) {
        return on(backend, Optional.empty());
    }

    /**
     * Trains and gives the answers to the test images.
     *
     * @param saved where the training is saved and goes on from; empty: nothing is kept
     */
    public Predictions on(Backend backend, Optional<SavedTraining> saved) {
        Batches train = new Batches(pictures.train(), training.batchSize());
        try (Network network = Network.build(config.network(), backend, BuildOptions.batch(train.batchSize()));
                Learner learner = new Learner(network, training.loss(), training.optimizer(), training.seed())) {
            network.setParameters(training.initializer().parameters(config.network(), training.seed()));
            cnn.training.Progress from = saved.map(SavedTraining::from).orElse(cnn.training.Progress.START);
            if (from.epoch() <= training.epochs()) {
                progress.start(part(from.epoch()), train.perEpoch() - from.batches());
            }
            List<TrainingListener> listeners = List.of(told(train.perEpoch()));
            List<TrainingListener.Epoch> epochs = saved.isPresent()
                    ? saved.get().fit(training, learner, train, Optional.empty(), listeners)
                    : new Trainer(training, listeners).fit(learner, train);
            imagesPerSecond = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).samplesPerSecond();
            return Predictions.of(network, new Batches(pictures.test(), train.batchSize()));
        }
    }

    /**
     * What the model is that comes out of this run.
     *
     * @param document the configuration as it was written, with what the command line replaced
     */
    public ModelDescription description(RunDocument document) {
        return new ModelDescription(
                config.network(),
                pictures.train().classes(),
                pictures.dataset().normalization(),
                Probabilities.of(training.loss()),
                Optional.of(document.withSamples(
                        OptionalInt.of(pictures.train().size()),
                        OptionalInt.of(pictures.test().size()))));
    }

    /** Training speed of the last epoch that was ended here; 0 if there was none. */
    public double imagesPerSecond() {
        return imagesPerSecond;
    }

    private String part(int epoch) {
        return "epoch %d of %d".formatted(epoch, training.epochs());
    }

    private TrainingListener told(int stepsPerEpoch) {
        return new TrainingListener() {
            @Override
            public void onStep(Step step) {
                progress.step();
            }

            @Override
            public void onEpoch(Epoch epoch) {
                progress.done("loss %.4f, %.0f images/s".formatted(epoch.meanLoss(), epoch.samplesPerSecond()));
                if (epoch.number() < training.epochs()) {
                    progress.start(part(epoch.number() + 1), stepsPerEpoch);
                }
            }
        };
    }
}
