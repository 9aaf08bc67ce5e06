package cnn.compare.engine;

import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.tensor.Precision;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The engines there are: every backend on the class path, and DL4J, mended and as shipped. */
public final class Engines {
    /** DL4J with its oneDNN helpers working again. */
    public static final String DL4J = "dl4j";

    /** DL4J as it is shipped. */
    public static final String DL4J_STOCK = "dl4j-stock";

    private static final Map<String, Boolean> STOCK = Map.of(DL4J, false, DL4J_STOCK, true);

    private Engines() {}

    public static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(Backends.names());
        names.addAll(STOCK.keySet());
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
        requireKnown(name);
        return STOCK.containsKey(name)
                ? Set.of(Precision.values())
                : Backends.provider(name).precisions();
    }

    /** What an engine computes in unless asked otherwise. */
    public static Precision usualPrecision(String name) {
        requireKnown(name);
        return STOCK.containsKey(name)
                ? Precision.FLOAT32
                : Backends.provider(name).usualPrecision();
    }

    /** @throws BadInputException if there is no such engine, or it cannot run this network or precision */
    public static Engine create(String name, EngineSettings settings) {
        requireKnown(name);
        if (STOCK.containsKey(name)) {
            return Dl4jEngine.create(settings, STOCK.get(name));
        }
        BackendOptions options = new BackendOptions(settings.precision(), settings.threads(), settings.options());
        return new BackendEngine(Backends.named(name, options), settings);
    }
}
