package cnn.compare.run;

import cnn.backend.Backend;
import cnn.config.RunConfig;
import cnn.data.Batches;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.training.Learner;
import cnn.training.Predictions;
import cnn.training.Trainer;
import cnn.training.TrainingListener;
import cnn.training.TrainingSpec;
import java.util.List;
import java.util.Optional;

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
        Batches train = new Batches(pictures.train(), training.batchSize());
        try (Network network = Network.build(config.network(), backend, BuildOptions.batch(train.batchSize()));
                Learner learner = new Learner(network, training.loss(), training.optimizer(), training.seed())) {
            network.setParameters(training.initializer().parameters(config.network(), training.seed()));
            Trainer trainer = new Trainer(training, List.of(told(train.perEpoch())));
            progress.start(part(1), train.perEpoch());
            List<TrainingListener.Epoch> epochs = trainer.fit(learner, train);
            imagesPerSecond = epochs.get(epochs.size() - 1).samplesPerSecond();
            return Predictions.of(network, new Batches(pictures.test(), train.batchSize()));
        }
    }

    /** Training speed of the last epoch. */
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
