package cnn.datasets;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The datasets that a configuration can name. A new one is a line in the table. */
public final class Datasets {
    private static final Map<String, Supplier<Dataset>> KNOWN = Map.of(CatsAndDogs32.NAME, CatsAndDogs32::new);

    private Datasets() {}

    /** The names there are, sorted. */
    public static SortedSet<String> names() {
        return new TreeSet<>(KNOWN.keySet());
    }

    /**
     * A dataset of its own for every call: what it has read goes when it goes, so share one among those who need the
     * same.
     *
     * @throws BadInputException if there is none of that name; the message lists those there are
     */
    public static Dataset named(String name) {
        return Optional.ofNullable(KNOWN.get(name))
                .orElseThrow(() ->
                        new BadInputException("unknown dataset '" + name + "' " + Suggestion.among(name, names())))
                .get();
    }
}
