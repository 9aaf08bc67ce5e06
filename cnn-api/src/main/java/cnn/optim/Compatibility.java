package cnn.optim;

import cnn.error.BadInputException;

/**
 * The library whose form and default values an optimizer takes where libraries differ; docs/optimizers.md has the
 * differences as a table. Values that are written beside it go before the library's.
 */
public enum Compatibility {
    /** Keras 3. */
    KERAS,
    /** PyTorch 2. */
    PYTORCH,
    /** DL4J 1.0.0-M2.1. */
    DL4J;

    /** The word in configurations. */
    public String word() {
        return Words.of(this);
    }

    BadInputException lacks(String optimizer, String instead) {
        return new BadInputException("%s: compatibility: %s: this library has no such optimizer; %s"
                .formatted(optimizer, word(), instead));
    }
}
