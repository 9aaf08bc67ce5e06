package cnn.scratch.faults;

import java.util.Optional;

/**
 * A mistake for people.
 *
 * @param mistake a sentence: what is wrong
 * @param symptom half a sentence: how it shows, and when
 * @param source where it happened or is warned of
 */
record Words(String mistake, String symptom, Optional<String> source) {
    /** Of the copy in which nothing is wrong. */
    static final Words CONTROL = of("", "");

    static Words of(String mistake, String symptom) {
        return new Words(mistake, symptom, Optional.empty());
    }

    /** @param source title and address */
    Words seen(String source) {
        return new Words(mistake, symptom, Optional.of(source));
    }
}
