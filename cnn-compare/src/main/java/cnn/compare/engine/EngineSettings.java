package cnn.compare.engine;

import cnn.loss.LossSpec;
import cnn.optim.OptimizerSpec;
import cnn.optim.UpdateSpec;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine is made for.
 *
 * @param maxBatch the largest batch that will come to train, trace or gradient
 * @param precision empty: the engine's usual one
 * @param threads 0: as many as the machine has processors
 * @param options a backend's own, see {@link cnn.backend.BackendProvider#options}
 * @param seed addresses the randomness inside layers, dropout's masks, alike on every engine
 */
public record EngineSettings(
        NetworkSpec network,
        LossSpec loss,
        UpdateSpec update,
        int maxBatch,
        Optional<Precision> precision,
        int threads,
        Map<String, String> options,
        long seed) {
    public EngineSettings {
        options = Map.copyOf(options);
    }

    /** With an optimizer alone, without options of the engine's own, seed 0. */
    public EngineSettings(
            NetworkSpec network,
            LossSpec loss,
            OptimizerSpec optimizer,
            int maxBatch,
            Optional<Precision> precision,
            int threads) {
        this(network, loss, UpdateSpec.of(optimizer), maxBatch, precision, threads, Map.of(), 0);
    }

    /** The same in this precision. */
    public EngineSettings withPrecision(Precision wanted) {
        return new EngineSettings(network, loss, update, maxBatch, Optional.of(wanted), threads, options, seed);
    }
}
