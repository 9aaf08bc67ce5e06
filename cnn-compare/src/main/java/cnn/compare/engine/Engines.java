package cnn.compare.engine;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.tensor.Precision;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The engines there are: every backend on the class path, DL4J mended and as shipped, and those of other modules. */
public final class Engines {
    /** DL4J with its oneDNN helpers working again. */
    public static final String DL4J = "dl4j";

    /** DL4J as it is shipped. */
    public static final String DL4J_STOCK = "dl4j-stock";

    private Engines() {}

    public static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(Backends.names());
        names.addAll(providers().keySet());
        return names;
    }

    /** @throws BadInputException if there is no such engine; the message lists those there are */
    public static void requireKnown(String name) {
        if (!names().contains(name)) {
            throw new BadInputException("unknown engine '" + name + "' " + Suggestion.among(name, names()));
        }
    }

    /** What an engine can compute in, the usual precision and others. */
    public static Set<Precision> precisions(String name) {
        return provider(name).precisions();
    }

    /** What an engine computes in unless asked otherwise. */
    public static Precision usualPrecision(String name) {
        return provider(name).usualPrecision();
    }

    /** @throws BadInputException if there is no such engine, or it cannot run this network or precision */
    public static Engine create(String name, EngineSettings settings) {
        EngineProvider provider = provider(name);
        settings.precision().ifPresent(precision -> {
            if (!provider.precisions().contains(precision)) {
                throw new BadInputException("engine '%s' does not compute in %s, only in %s"
                        .formatted(name, precision, new TreeSet<>(provider.precisions())));
            }
        });
        return provider.create(settings);
    }

    /**
     * An engine of a backend that has no name here: one's own, for example, that is to be checked.
     *
     * @param backend is closed with the engine; its precision and threads are its own, whatever the settings say
     */
    public static Engine of(Backend backend, EngineSettings settings) {
        return new BackendEngine(backend, settings);
    }

    private static EngineProvider provider(String name) {
        requireKnown(name);
        Map<String, EngineProvider> providers = providers();
        return providers.containsKey(name) ? providers.get(name) : new OfBackend(name);
    }

    /** All that are no backends. */
    private static Map<String, EngineProvider> providers() {
        Map<String, EngineProvider> found = new TreeMap<>();
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, Engines.class.getClassLoader())) {
            found.put(provider.name(), provider);
        }
        return found;
    }

    private record OfBackend(String name) implements EngineProvider {
        @Override
        public Set<Precision> precisions() {
            return Backends.provider(name).precisions();
        }

        @Override
        public Precision usualPrecision() {
            return Backends.provider(name).usualPrecision();
        }

        @Override
        public Engine create(EngineSettings settings) {
            BackendOptions options = new BackendOptions(settings.precision(), settings.threads(), settings.options());
            return new BackendEngine(Backends.named(name, options), settings);
        }
    }
}
