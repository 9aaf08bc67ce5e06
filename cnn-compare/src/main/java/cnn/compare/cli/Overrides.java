package cnn.compare.cli;

import cnn.training.TrainingSpec;
import java.util.Optional;

/** Command-line options that replace what the configuration says. */
final class Overrides {
    private Overrides() {}

    static TrainingSpec apply(TrainingSpec training, Optional<Integer> epochs, Optional<Long> seed) {
        TrainingSpec result = training;
        if (epochs.isPresent()) {
            result = result.withEpochs(epochs.get());
        }
        if (seed.isPresent()) {
            result = result.withSeed(seed.get());
        }
        return result;
    }
}
