package cnn.backend;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.List;
import java.util.Set;

/** Makes a backend; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {
    /** The name under which users ask for the backend. */
    String name();

    /** The precisions that the backend can compute in; the usual one is given by {@link #usualPrecision}. */
    Set<Precision> precisions();

    Precision usualPrecision();

    /** What users may choose beyond precision and threads. */
    default List<BackendOption> options() {
        return List.of();
    }

    /** What the backend finds on this machine, and what it misses there. Throws nothing: a failure is a finding. */
    default List<Checkup> checkup() {
        return List.of();
    }

    /**
     * Makes a backend. The precision has been checked against {@link #precisions}, the options against {@link #options}.
     *
     * @throws BadInputException if the backend cannot run here; the message says why and what still works
     */
    Backend create(BackendSetup setup);
}
