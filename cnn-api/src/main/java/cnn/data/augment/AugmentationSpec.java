package cnn.data.augment;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * One thing that may be done to training samples {@code [C, H, W]}, with its formula. The work is small, so there is one
 * implementation of each, here: every engine is given the same numbers. docs/augmentation.md has them all in one place.
 */
public sealed interface AugmentationSpec permits Geometric, Photometric, Cutout, Mixing {
    /** The word in configurations, for example {@code rotation}. */
    String kind();

    /**
     * Addresses this kind's random numbers, so that leaving out one kind changes nothing in the others. Fixed: results
     * depend on it. Below 2^24, and not 0.
     */
    int address();

    /**
     * Looks whether it can be done to such samples.
     *
     * @param sample {@code [C, H, W]}
     * @throws BadInputException if not
     */
    default void requireFits(Shape sample) {}

    /** @throws BadInputException unless {@code value} is in [0, 1] */
    static void requireProbability(String kind, String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new BadInputException("%s: %s must be a probability from 0 to 1, got %s".formatted(kind, what, value));
        }
    }

    /** @throws BadInputException unless {@code value} is at least 0 and below {@code end} */
    static void requireBelow(String kind, String what, double value, double end) {
        if (!(value >= 0 && value < end)) {
            throw new BadInputException(
                    "%s: %s must be at least 0 and below %s, got %s".formatted(kind, what, end, value));
        }
    }
}
