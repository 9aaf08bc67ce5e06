package cnn.compare.crosscheck.plan;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;

/** Makes the engines and backends that are checked; tests put a harmed one in the place of a good one. */
public interface EngineMaker {
    /** Those that there are. */
    EngineMaker REAL = (subject, settings) -> Engines.create(subject.engine(), settings);

    /** @throws cnn.error.BadInputException if the engine does not take the network */
    Engine create(Subject subject, EngineSettings settings);

    /** @throws cnn.error.BadInputException if the subject is no backend, or cannot run here */
    default Backend backend(Subject subject) {
        return Backends.named(subject.engine(), subject.backendOptions());
    }
}
