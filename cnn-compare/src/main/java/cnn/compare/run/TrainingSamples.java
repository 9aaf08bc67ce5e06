package cnn.compare.run;

import cnn.data.Batches;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.data.StratifiedSplit;
import cnn.data.augment.PictureAugmenter;
import cnn.training.TrainingSpec;
import java.util.Optional;

/**
 * A training set, as a configuration divides it.
 *
 * @param train what is learnt from, augmented
 * @param validation what is kept out of it, if anything is
 */
record TrainingSamples(Batches train, Optional<Batches> validation) {
    /** The dataset's own validation samples, if it has any; else the share that the configuration wants. */
    static TrainingSamples of(Pictures pictures, TrainingSpec training) {
        SampleSource all = pictures.train();
        Normalization normalization = pictures.dataset().normalization();
        if (pictures.validation().isPresent()) {
            Batches train = augmented(new Batches(all, training.batchSize()), normalization, training);
            return new TrainingSamples(
                    train, pictures.validation().map(held -> new Batches(held, train.batchSize())));
        }
        if (training.validation().isEmpty()) {
            return new TrainingSamples(
                    augmented(new Batches(all, training.batchSize()), normalization, training), Optional.empty());
        }
        StratifiedSplit split = StratifiedSplit.of(all, training.validation().getAsDouble(), training.seed());
        Batches train = new Batches(split.train(), training.batchSize());
        // A network takes no larger batches than it was built for.
        return new TrainingSamples(
                augmented(train, normalization, training),
                Optional.of(new Batches(split.validation(), train.batchSize())));
    }

    private static Batches augmented(Batches train, Normalization normalization, TrainingSpec training) {
        if (training.augmentation().isNone()) {
            return train;
        }
        return train.augmented(new PictureAugmenter(
                training.augmentation(), train.source().shape(), Optional.of(normalization)));
    }
}
