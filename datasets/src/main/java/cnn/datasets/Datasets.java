package cnn.datasets;

import cnn.config.DatasetSpec;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.List;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

/** The datasets that a configuration can name, of all {@link DatasetProvider}s on the class path. */
public final class Datasets {
    private Datasets() {}

    /** The names that need nothing else, sorted. */
    public static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        providers().forEach(provider -> names.addAll(provider.names()));
        return names;
    }

    /**
     * A dataset of its own for every call: what it has read goes when it goes, so share one among those who need the
     * same.
     *
     * @throws BadInputException if there is none of that name; the message lists those there are
     */
    public static Dataset named(String name) {
        return of(new DatasetSpec(name, OptionalInt.empty(), OptionalInt.empty()));
    }

    /**
     * The dataset of a configuration, with all its samples: {@link Dataset#limited} takes fewer.
     *
     * @throws BadInputException if there is none of that name, or the specification cannot be used
     */
    public static Dataset of(DatasetSpec spec) {
        return providers().stream()
                .flatMap(provider -> provider.make(spec).stream())
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "unknown dataset '" + spec.name() + "' " + Suggestion.among(spec.name(), names())));
    }

    private static List<DatasetProvider> providers() {
        return ServiceLoader.load(DatasetProvider.class, Datasets.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
