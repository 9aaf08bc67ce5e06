package cnn.init;

import cnn.error.BadInputException;

/** The ranges that an initializer's numbers must keep. */
final class Hyper {
    private Hyper() {}

    static void finite(String initializer, String name, double value) {
        if (!Double.isFinite(value)) {
            throw new BadInputException("%s: %s must be finite, got %s".formatted(initializer, name, value));
        }
    }

    static void positive(String initializer, String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new BadInputException(
                    "%s: %s must be above 0 and finite, got %s".formatted(initializer, name, value));
        }
    }
}
