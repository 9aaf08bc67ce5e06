package cnn.backend;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a user may choose of a backend.
 *
 * @param precision empty: the backend's usual one
 * @param threads 0: as many as the machine has processors
 * @param options the backend's own, by name; see {@link BackendProvider#options}
 */
public record BackendOptions(Optional<Precision> precision, int threads, Map<String, String> options) {
    public static final BackendOptions DEFAULT = new BackendOptions(Optional.empty(), 0, Map.of());

    public BackendOptions {
        if (threads < 0 || threads > 1024) {
            throw new BadInputException("threads must be between 1 and 1024 (or 0 for one per processor), got " + threads);
        }
        options = Map.copyOf(options);
    }

    public BackendOptions withPrecision(Precision wanted) {
        return new BackendOptions(Optional.of(wanted), threads, options);
    }

    public BackendOptions withThreads(int wanted) {
        return new BackendOptions(precision, wanted, options);
    }

    public BackendOptions withOption(String name, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(name, value);
        return new BackendOptions(precision, threads, more);
    }

    /** The same for another backend, which has options of its own. */
    public BackendOptions withoutOptions() {
        return new BackendOptions(precision, threads, Map.of());
    }
}
