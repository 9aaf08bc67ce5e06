package cnn.optim;

import cnn.error.BadInputException;

/** The ranges that hyper-parameters must keep. */
final class Hyper {
    private Hyper() {}

    static void positive(String optimizer, String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new BadInputException("%s: %s must be above 0 and finite, got %s".formatted(optimizer, name, value));
        }
    }

    static void fraction(String optimizer, String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new BadInputException(
                    "%s: %s must be at least 0 and below 1, got %s".formatted(optimizer, name, value));
        }
    }

    static void notNegative(String where, String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new BadInputException("%s: %s must be at least 0 and finite, got %s".formatted(where, name, value));
        }
    }
}
