package cnn.compare.crosscheck.network;

import cnn.backend.Backend;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.compare.engine.Trace;
import cnn.compare.run.ExplainedError;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.tensor.Precision;
import java.util.EnumMap;
import java.util.Map;

/** What the oracle makes of a network and a batch, and how far others may be off end to end. */
public final class NetworkTruth {
    static final String ORACLE = "textbook";
    public static final LossSpec LOSS = new SoftmaxCrossEntropy();
    private static final UpdateSpec UPDATE = UpdateSpec.of(new Sgd(0.1));

    private final CheckedNetwork network;
    private final long seed;
    private final Backend reference;
    private final Batch batch;
    private final double[] parameters;
    private final Trace trace;
    private final Map<Precision, ExplainedError> explained = new EnumMap<>(Precision.class);

    /** @param reference the oracle's backend, in float64 */
    public NetworkTruth(CheckedNetwork network, long seed, Backend reference) {
        this.network = network;
        this.seed = seed;
        this.reference = reference;
        this.batch = network.batch(seed);
        this.parameters = network.parameters(seed);
        Subject oracle = Subject.of(ORACLE, Precision.FLOAT64).withThreads(1);
        try (Engine engine = Engines.create(ORACLE, settings(oracle))) {
            engine.setParameters(parameters);
            this.trace = engine.trace(batch);
        }
    }

    public EngineSettings settings(Subject subject) {
        return subject.settings(network.spec(), LOSS, UPDATE, CheckedNetwork.BATCH, seed);
    }

    CheckedNetwork network() {
        return network;
    }

    long seed() {
        return seed;
    }

    Backend reference() {
        return reference;
    }

    public Batch batch() {
        return batch;
    }

    public double[] parameters() {
        return parameters.clone();
    }

    public Trace trace() {
        return trace;
    }

    /** How far tensors of this precision may be off, all layers' roundings taken together. */
    ExplainedError explained(Precision precision) {
        return explained.computeIfAbsent(precision, p -> new ExplainedError(reference, p, trace, batch, LOSS));
    }
}
