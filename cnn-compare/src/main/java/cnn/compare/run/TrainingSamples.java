package cnn.compare.run;

import cnn.data.Batches;
import cnn.data.SampleSource;
import cnn.data.StratifiedSplit;
import cnn.training.TrainingSpec;
import java.util.Optional;

/**
 * A training set, as a configuration divides it.
 *
 * @param train what is learnt from
 * @param validation what is kept out of it, if anything is
 */
record TrainingSamples(Batches train, Optional<Batches> validation) {
    /** The dataset's own validation samples, if it has any; else the share that the configuration wants. */
    static TrainingSamples of(Pictures pictures, TrainingSpec training) {
        SampleSource all = pictures.train();
        if (pictures.validation().isPresent()) {
            Batches train = new Batches(all, training.batchSize());
            return new TrainingSamples(
                    train, pictures.validation().map(held -> new Batches(held, train.batchSize())));
        }
        if (training.validation().isEmpty()) {
            return new TrainingSamples(new Batches(all, training.batchSize()), Optional.empty());
        }
        StratifiedSplit split = StratifiedSplit.of(all, training.validation().getAsDouble(), training.seed());
        Batches train = new Batches(split.train(), training.batchSize());
        // A network takes no larger batches than it was built for.
        return new TrainingSamples(train, Optional.of(new Batches(split.validation(), train.batchSize())));
    }
}
