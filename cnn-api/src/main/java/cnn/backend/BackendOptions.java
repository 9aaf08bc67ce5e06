package cnn.backend;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.Optional;

/**
 * What a user may choose of a backend.
 *
 * @param precision empty: the backend's usual one
 * @param threads 0: as many as the machine has processors
 */
public record BackendOptions(Optional<Precision> precision, int threads) {
    public static final BackendOptions DEFAULT = new BackendOptions(Optional.empty(), 0);

    public BackendOptions {
        if (threads < 0 || threads > 1024) {
            throw new BadInputException("threads must be between 1 and 1024 (or 0 for one per processor), got " + threads);
        }
    }

    public BackendOptions withPrecision(Precision wanted) {
        return new BackendOptions(Optional.of(wanted), threads);
    }

    public BackendOptions withThreads(int wanted) {
        return new BackendOptions(precision, wanted);
    }

    /** The chosen number of threads, or the machine's number of processors. */
    public int threadsOrDefault() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
