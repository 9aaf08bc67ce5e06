package cnn.compare.engine;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.data.Batch;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.network.Observation;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import cnn.training.Learner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network on a backend. It trains fused and traces observed: the same parameters, two layouts. */
final class BackendEngine implements Engine {
    /** Parameters' randomness is the caller's affair here, and no layer draws any yet; dropout will need the run's seed. */
    private static final long LAYER_SEED = 0;

    private final Backend backend;
    private final EngineSettings settings;
    private final Network network;
    private Learner learner;

    /** @param backend is closed with the engine */
    BackendEngine(Backend backend, EngineSettings settings) {
        this.backend = backend;
        this.settings = settings;
        this.network = Network.build(settings.network(), backend, BuildOptions.batch(settings.maxBatch()));
        this.learner = newLearner(network);
    }

    private Learner newLearner(Network of) {
        return new Learner(of, settings.loss(), settings.optimizer(), LAYER_SEED);
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public String describe() {
        return backend.describe();
    }

    @Override
    public Precision precision() {
        return backend.precision();
    }

    @Override
    public NetworkSpec network() {
        return settings.network();
    }

    @Override
    public void setParameters(double[] flat) {
        network.setParameters(flat);
        learner.close();
        learner = newLearner(network);
    }

    @Override
    public double[] parameters() {
        return flat(network.parameters());
    }

    @Override
    public double trainStep(Batch batch) {
        return learner.step(batch);
    }

    @Override
    public double[] predict(Batch batch) {
        Tensor x = network.input(batch.size());
        x.copyFrom(batch.x());
        return network.forward(x, Mode.INFER).toDoubles();
    }

    @Override
    public double[] gradient(Batch batch) {
        learner.gradient(batch);
        return flat(network.gradient());
    }

    @Override
    public Trace trace(Batch batch) {
        BuildOptions observed = BuildOptions.batch(batch.size()).observed();
        try (Network watched = Network.build(settings.network(), backend, observed);
                Learner watcher = newLearner(watched)) {
            watched.setParameters(parameters());
            double[] dx = watcher.inputGradient(batch).toDoubles();
            List<Trace.LayerTrace> layers = new ArrayList<>();
            for (Observation seen : watched.observations()) {
                layers.add(new Trace.LayerTrace(
                        seen.layer(),
                        seen.y().toDoubles(),
                        seen.dy().orElseThrow().toDoubles(),
                        seen.arithmetic()));
            }
            return new Trace(
                    batch.size(),
                    watcher.lastLoss(),
                    watched.input(batch.size()).toDoubles(),
                    dx,
                    List.copyOf(layers),
                    parameters(),
                    flat(watched.gradient()));
        }
    }

    /** A network without parameters has a flat vector of one unused element. */
    private double[] flat(Tensor vector) {
        return Arrays.copyOf(vector.toDoubles(), settings.network().parameterCount());
    }

    @Override
    public void close() {
        learner.close();
        network.close();
        backend.close();
    }
}
