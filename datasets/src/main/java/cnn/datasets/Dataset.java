package cnn.datasets;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.error.BadInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Labelled pictures in two parts: one to learn from, one to be judged by. Nothing is read before a part is asked for,
 * and what was read is kept as long as the dataset is. Safe for several threads.
 */
public interface Dataset {
    /** The name under which configurations ask for it, for example {@code cats-dogs-32}. */
    String name();

    /** The samples to learn from. */
    SampleSource train();

    /** The samples to be judged by; of the same shape and classes, prepared with nothing learnt from themselves. */
    SampleSource test();

    /** Samples to evaluate on while learning, where the dataset has a part of its own for that; shape as the others. */
    default Optional<SampleSource> validation() {
        return Optional.empty();
    }

    /** How all parts' bytes became numbers, learnt from the whole training part; other pictures need it too. */
    Normalization normalization();

    /** Who made the pictures and where that is written, one paragraph for reports. */
    String citation();

    /**
     * The test accuracy in [0, 1] that a linear classifier on the raw pixels reaches: what a network must beat to show
     * that it learns more than colours. Empty where nobody measured it.
     */
    default OptionalDouble linearBaseline() {
        return OptionalDouble.empty();
    }

    /** What is worth knowing of how it was loaded, a line each: where from, what was left out and why. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * The same with fewer samples, chosen by the rule of {@link Subset#balanced}; empty: all of that part. How samples
     * are normalised does not change.
     *
     * @throws BadInputException when a part is asked for that has fewer samples than wanted
     */
    default Dataset limited(OptionalInt train, OptionalInt test) {
        return limited(train, OptionalInt.empty(), test);
    }

    /** The same, with fewer validation samples too, where there are any. */
    default Dataset limited(OptionalInt train, OptionalInt validation, OptionalInt test) {
        return new LimitedDataset(this, train, validation, test);
    }
}
