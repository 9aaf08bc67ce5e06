package cnn.compare.run;

import cnn.backend.Backend;
import cnn.config.RunConfig;
import cnn.data.Batches;
import cnn.init.InitialValues;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.training.Learner;
import cnn.training.RateFinder;
import cnn.training.RateSearch;
import cnn.training.TrainingSpec;
import java.util.Optional;

/** A learning-rate range test of a configuration's network on one backend. */
public final class RateRun {
    private final RunConfig config;
    private final Pictures pictures;
    private final Progress progress;

    public RateRun(RunConfig config, Optional<Integer> limit, Progress progress) {
        this.config = config;
        this.pictures = Pictures.of(config, limit);
        this.progress = progress;
    }

    public RateSearch on(Backend backend, RateFinder finder) {
        TrainingSpec training = config.training();
        Batches train = TrainingSamples.of(pictures, training).train();
        try (Network network = Network.build(config.network(), backend, BuildOptions.batch(train.batchSize()));
                Learner learner = new Learner(network, training.loss(), training.update(), training.seed())) {
            network.setParameters(InitialValues.of(
                    training.initializer(),
                    config.network(),
                    training.seed(),
                    backend,
                    () -> train.unaugmented().shuffled(training.seed(), 1).iterator().next()));
            progress.start("range test", finder.steps());
            RateSearch search = finder.search(learner, train, training.seed(), progress::step);
            progress.done("%d updates, rates %.1e to %.1e".formatted(
                    search.points().size(),
                    search.points().get(0).rate(),
                    search.points().get(search.points().size() - 1).rate()));
            return search;
        }
    }
}
