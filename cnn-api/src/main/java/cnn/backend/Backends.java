package cnn.backend;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.tensor.Precision;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The backends on the class path. */
public final class Backends {
    private Backends() {}

    /** The names of the backends there are, sorted. */
    public static SortedSet<String> names() {
        return new TreeSet<>(providers().keySet());
    }

    /** @throws BadInputException if there is no such backend; the message lists those there are */
    public static Backend named(String name) {
        return named(name, BackendOptions.DEFAULT);
    }

    /** @throws BadInputException if there is no such backend, it cannot compute in the wanted precision, or an option is wrong */
    public static Backend named(String name, BackendOptions options) {
        BackendProvider provider = provider(name);
        Precision precision = options.precision().orElse(provider.usualPrecision());
        if (!provider.precisions().contains(precision)) {
            throw new BadInputException("backend '%s' does not compute in %s, only in %s"
                    .formatted(name, precision, new TreeSet<>(provider.precisions())));
        }
        return provider.create(
                BackendSetup.usual(provider, precision, options.threads()).with(provider, options.options()));
    }

    /** @throws BadInputException if there is no such backend; the message lists those there are */
    public static BackendProvider provider(String name) {
        Map<String, BackendProvider> providers = providers();
        BackendProvider provider = providers.get(name);
        if (provider == null) {
            throw new BadInputException(
                    "unknown backend '" + name + "' " + Suggestion.among(name, providers.keySet()));
        }
        return provider;
    }

    private static Map<String, BackendProvider> providers() {
        Map<String, BackendProvider> found = new TreeMap<>();
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader())) {
            found.put(provider.name(), provider);
        }
        return found;
    }
}
