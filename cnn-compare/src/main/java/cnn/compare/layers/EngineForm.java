package cnn.compare.layers;

import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.loss.LossSpec;
import cnn.optim.Sgd;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.Optional;

/**
 * An engine in one of its forms, and how it is made for a small network.
 *
 * @param engine its name
 * @param precision in which it computes
 */
public record EngineForm(String engine, Precision precision, Maker maker) {
    /** Makes an engine for a network. */
    public interface Maker {
        /** @throws cnn.error.BadInputException if the engine does not take that network */
        Engine create(NetworkSpec network, LossSpec loss, int maxBatch);
    }

    /** As it usually is, on one thread. */
    static EngineForm usual(String engine, Precision precision) {
        return new EngineForm(
                engine,
                precision,
                (network, loss, maxBatch) -> Engines.create(
                        engine,
                        new EngineSettings(network, loss, new Sgd(1), maxBatch, Optional.of(precision), 1)));
    }
}
