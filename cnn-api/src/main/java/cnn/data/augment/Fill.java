package cnn.data.augment;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What stands where a moved picture has no pixels: a picture's row a b c d goes on to both sides. */
public enum Fill {
    /**
     * {@code 0 0 | a b c d | 0 0}: 0 after normalisation, the training pictures' mean colour. The usual one for 32×32
     * pictures: He et al. 2016, "Deep residual learning", section 4.2.
     */
    MEAN,
    /** {@code a a | a b c d | d d}: Keras's {@code nearest}, the default of its ImageDataGenerator. */
    EDGE,
    /** {@code b a | a b c d | d c}: mirrored at the border, Keras's {@code reflect}. */
    REFLECT;

    /** The word in configurations. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws BadInputException if there is none of that name; the message lists those there are */
    public static Fill named(String kind) {
        List<String> kinds = Arrays.stream(values()).map(Fill::kind).toList();
        int index = kinds.indexOf(kind);
        if (index < 0) {
            throw new BadInputException("unknown fill '" + kind + "' " + Suggestion.among(kind, kinds));
        }
        return values()[index];
    }
}
