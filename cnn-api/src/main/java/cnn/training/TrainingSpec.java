package cnn.training;

import cnn.data.augment.Augmentation;
import cnn.error.BadInputException;
import cnn.init.Initializer;
import cnn.loss.LossSpec;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.OptimizerSpec;
import cnn.optim.UpdateSpec;
import cnn.schedule.Constant;
import cnn.schedule.PlateauState;
import cnn.schedule.Position;
import cnn.schedule.Schedule;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a network is trained, as data; made with {@link #builder}.
 *
 * @param schedule factors on the optimizer's learning rate
 * @param epochs how often every sample is seen, at least 1
 * @param batchSize samples an update, at least 1
 * @param seed of initial values, shuffles, masks and the validation split
 * @param validation the share of the training samples that is not learnt from but evaluated after each epoch, in (0,
 *     1); empty: none
 * @param stopping needs validation samples: a share, or the dataset's own
 * @param augmentation what is done to training samples, and to no others
 * @param testAugmentation in which views samples are judged, for validation and in the end
 */
public record TrainingSpec(
        LossSpec loss,
        UpdateSpec update,
        Schedule schedule,
        Initializer initializer,
        int epochs,
        int batchSize,
        long seed,
        OptionalDouble validation,
        Optional<EarlyStopping> stopping,
        Augmentation augmentation,
        TestAugmentation testAugmentation) {
    public TrainingSpec {
        if (epochs < 1) {
            throw new BadInputException("epochs must be at least 1, got " + epochs);
        }
        if (batchSize < 1) {
            throw new BadInputException("batch size must be at least 1, got " + batchSize);
        }
        validation.ifPresent(share -> {
            if (!(share > 0 && share < 1)) {
                throw new BadInputException("validation must be a share above 0 and below 1, got " + share);
            }
        });
        if (augmentation.mixes()) {
            loss.requireShares();
        }
    }

    /**
     * The learning rate of an update.
     *
     * @param updates made before it
     * @param perEpoch updates in an epoch
     */
    public double learningRate(long updates, int perEpoch, PlateauState plateau) {
        Position at = new Position(updates, perEpoch, (long) epochs * perEpoch, plateau);
        return update.learningRate() * schedule.factor(at);
    }

    /**
     * Softmax cross-entropy, a constant rate, He's normal initial values, one epoch in batches of 32 and seed 1,
     * unless told otherwise.
     */
    public static Builder builder(OptimizerSpec optimizer) {
        return builder(UpdateSpec.of(optimizer));
    }

    /** The same, of an optimizer and what goes with it. */
    public static Builder builder(UpdateSpec update) {
        return new Builder(update);
    }

    public TrainingSpec withEpochs(int wanted) {
        return toBuilder().epochs(wanted).build();
    }

    public TrainingSpec withSeed(long wanted) {
        return toBuilder().seed(wanted).build();
    }

    /** A builder that stands at these values. */
    public Builder toBuilder() {
        Builder builder = new Builder(update)
                .loss(loss)
                .schedule(schedule)
                .initializer(initializer)
                .epochs(epochs)
                .batchSize(batchSize)
                .seed(seed)
                .augmentation(augmentation)
                .testAugmentation(testAugmentation);
        validation.ifPresent(builder::validation);
        stopping.ifPresent(builder::stopping);
        return builder;
    }

    /** Collects the values one by one; used by one thread. */
    public static final class Builder {
        private final UpdateSpec update;
        private LossSpec loss = new SoftmaxCrossEntropy();
        private Schedule schedule = new Constant();
        private Initializer initializer = Initializer.HE_NORMAL;
        private int epochs = 1;
        private int batchSize = 32;
        private long seed = 1;
        private OptionalDouble validation = OptionalDouble.empty();
        private Optional<EarlyStopping> stopping = Optional.empty();
        private Augmentation augmentation = Augmentation.NONE;
        private TestAugmentation testAugmentation = TestAugmentation.NONE;

        private Builder(UpdateSpec update) {
            this.update = update;
        }

        public Builder loss(LossSpec wanted) {
            loss = wanted;
            return this;
        }

        public Builder schedule(Schedule wanted) {
            schedule = wanted;
            return this;
        }

        public Builder initializer(Initializer wanted) {
            initializer = wanted;
            return this;
        }

        public Builder epochs(int wanted) {
            epochs = wanted;
            return this;
        }

        public Builder batchSize(int wanted) {
            batchSize = wanted;
            return this;
        }

        public Builder seed(long wanted) {
            seed = wanted;
            return this;
        }

        public Builder validation(double share) {
            validation = OptionalDouble.of(share);
            return this;
        }

        public Builder stopping(EarlyStopping wanted) {
            stopping = Optional.of(wanted);
            return this;
        }

        public Builder augmentation(Augmentation wanted) {
            augmentation = wanted;
            return this;
        }

        public Builder testAugmentation(TestAugmentation wanted) {
            testAugmentation = wanted;
            return this;
        }

        /** @throws BadInputException if a value is out of its range */
        public TrainingSpec build() {
            return new TrainingSpec(
                    loss, update, schedule, initializer, epochs, batchSize, seed, validation, stopping, augmentation,
                    testAugmentation);
        }
    }
}
