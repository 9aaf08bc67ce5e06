package cnn.compare.crosscheck.network;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.compare.crosscheck.result.Walk;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.loss.LossSpec;
import cnn.tensor.Precision;
import java.util.Optional;

/**
 * Where two engines part first: a walk through a network, forward and back, that tells for every tensor how much of its
 * error its own layer made and how much it inherited.
 *
 * <p>Total errors tell little: behind the first wrong layer everything is off. So each layer of the engine is judged by
 * what the textbook's layer makes of the engine's own inputs, to within the rounding that docs/tolerances.md derives.
 * The first tensor that fails is where the engine goes wrong by itself; all errors before it are roundings, and those
 * behind it may be inherited.
 */
public final class FirstDivergence {
    private static final String ORACLE = "textbook";

    private FirstDivergence() {}

    /**
     * Walks through one batch. The oracle is given the engine's parameters; both should be new or have learnt as many
     * steps, with the same seed, so that dropout drops the same.
     *
     * @param oracle for example {@code textbook} in float64; total errors are against it
     * @throws BadInputException if the two engines run different networks
     */
    public static Walk between(Engine engine, Engine oracle, Batch batch) {
        return between(engine, oracle, batch, Optional.empty());
    }

    /** The same; the gradient of this loss is judged too, before the walk back. */
    public static Walk between(Engine engine, Engine oracle, Batch batch, LossSpec loss) {
        return between(engine, oracle, batch, Optional.of(new LossOnBatch(loss, batch)));
    }

    private static Walk between(Engine engine, Engine oracle, Batch batch, Optional<LossOnBatch> loss) {
        if (!engine.network().equals(oracle.network())) {
            throw new BadInputException("%s and %s run different networks; make both with the same EngineSettings"
                    .formatted(engine.name(), oracle.name()));
        }
        oracle.setParameters(engine.parameters());
        Trace own = engine.trace(batch);
        Trace truth = oracle.trace(batch);
        BackendOptions exact = BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64);
        try (Backend reference = Backends.named(ORACLE, exact)) {
            NetworkWalk walk = NetworkWalk.of(own, truth, reference, engine.precision(), loss);
            String network = "%d layers on %s".formatted(own.layers().size(), engine.network().input());
            return new Walk(
                    engine.name() + " " + engine.precision(),
                    network,
                    walk.steps(),
                    walk.first().map(walk::divergence));
        }
    }
}
