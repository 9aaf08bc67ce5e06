package cnn.compare.crosscheck;

import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;

/** Makes the engines that are checked; tests put a harmed one in the place of a good one. */
interface EngineMaker {
    /** Those that there are. */
    EngineMaker REAL = (subject, settings) -> Engines.create(subject.engine(), settings);

    /** @throws cnn.error.BadInputException if the engine does not take the network */
    Engine create(Subject subject, EngineSettings settings);
}
