package cnn.compare.engine;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.Set;

/** Brings an engine from another module; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
    /** The name under which users ask for the engine, as in {@code --engines}. */
    String name();

    /** What the engine can compute in. */
    Set<Precision> precisions();

    /** What it computes in unless asked otherwise. */
    Precision usualPrecision();

    /**
     * Makes an engine. The precision, if one is asked for, has been checked against {@link #precisions}.
     *
     * @throws BadInputException if the engine cannot run here, or not this network; the message says why
     */
    Engine create(EngineSettings settings);
}
