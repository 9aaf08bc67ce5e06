package cnn.compare.experiment;

import cnn.config.RunConfig;
import cnn.config.RunDocument;
import java.util.OptionalInt;

/**
 * The short form of a run: few epochs of few pictures, so many that every network takes about as long, some ten or twenty
 * seconds on two cores. A function of the file alone, so that a stopped quick run goes on, too.
 */
final class QuickScale {
    private static final int EPOCHS = 3;

    /** Multiply-adds of forward passes that a training may take: about a third of its work. */
    private static final double BUDGET = 100e9;

    private static final int FEWEST = 100;
    private static final int MOST = 2000;
    private static final int MOST_TESTED = 500;

    private QuickScale() {}

    /** @param sizes of the whole run */
    static RunDocument of(RunDocument document, Plan.Sizes sizes) {
        RunConfig config = document.config();
        int epochs = Math.min(EPOCHS, config.training().epochs());
        int few = samples(Work.ofImage(config.network()), epochs);
        int tested = Math.min(few, MOST_TESTED);
        RunDocument small = document.withEpochs(epochs)
                .withSamples(
                        OptionalInt.of(Math.min(few, sizes.train())), OptionalInt.of(Math.min(tested, sizes.test())));
        return sizes.validation().isPresent()
                ? small.withValidation(Math.min(tested, sizes.validation().getAsInt()))
                : small;
    }

    /** @param work of one image */
    static int samples(double work, int epochs) {
        return (int) Math.max(FEWEST, Math.min(MOST, BUDGET / (epochs * work)));
    }
}
