package cnn.optim;

import java.util.Locale;

/** Enum constants as configurations write them. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
