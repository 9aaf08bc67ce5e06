package cnn.backend;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.Set;

/** Makes a backend; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {
    /** The name under which users ask for the backend. */
    String name();

    /** The precisions that the backend can compute in; the usual one is given by {@link #usualPrecision}. */
    Set<Precision> precisions();

    Precision usualPrecision();

    /**
     * Makes a backend. The precision has been checked against {@link #precisions}.
     *
     * @throws BadInputException if the backend cannot run here; the message says why and what still works
     */
    Backend create(Precision precision, int threads);
}
