package cnn.schedule;

import cnn.error.BadInputException;

/** The ranges that a schedule's numbers must keep. */
final class Ranges {
    private Ranges() {}

    static void positive(String schedule, String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new BadInputException("%s: %s must be above 0 and finite, got %s".formatted(schedule, name, value));
        }
    }

    /** A factor that makes smaller: above 0, at most 1. */
    static void factor(String schedule, String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new BadInputException(
                    "%s: %s must be above 0 and at most 1, got %s".formatted(schedule, name, value));
        }
    }

    /** A part of the whole: at least 0, at most 1. */
    static void share(String schedule, String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new BadInputException("%s: %s must be from 0 to 1, got %s".formatted(schedule, name, value));
        }
    }
}
