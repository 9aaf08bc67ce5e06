package cnn.compare.engine;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.check.NetworkFlow;
import cnn.data.Batch;
import cnn.network.BuildOptions;
import cnn.network.MemoryUse;
import cnn.network.Network;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import cnn.training.Learner;
import java.util.Arrays;
import java.util.OptionalLong;

/** A network on a backend. It trains fused and traces observed: the same parameters, two layouts. */
final class BackendEngine implements Engine {
    private final Backend backend;
    private final EngineSettings settings;
    private final Network network;
    private Learner learner;
    private double learningRate;

    /** @param backend is closed with the engine */
    BackendEngine(Backend backend, EngineSettings settings) {
        this.backend = backend;
        this.settings = settings;
        this.network = Network.build(settings.network(), backend, BuildOptions.batch(settings.maxBatch()));
        this.learner = newLearner(network);
        this.learningRate = settings.update().learningRate();
    }

    private Learner newLearner(Network of) {
        return new Learner(of, settings.loss(), settings.update(), settings.seed());
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
        network.setState(settings.network().initialState());
        learner.close();
        learner = newLearner(network);
        learningRate = settings.update().learningRate();
    }

    @Override
    public void setLearningRate(double rate) {
        learningRate = rate;
    }

    @Override
    public double[] parameters() {
        return flat(network.parameters());
    }

    @Override
    public double trainStep(Batch batch) {
        return learner.step(batch, learningRate);
    }

    @Override
    public double[] predict(Batch batch) {
        Tensor x = network.input(batch.size());
        x.copyFrom(batch.x());
        return network.forward(x, Mode.INFER).toDoubles();
    }

    @Override
    public double[] gradient(Batch batch) {
        double[] before = state();
        learner.gradient(batch);
        network.setState(before);
        return flat(network.gradient());
    }

    @Override
    public Trace trace(Batch batch) {
        BuildOptions observed = BuildOptions.batch(batch.size()).observed();
        try (Network watched = Network.build(settings.network(), backend, observed);
                Learner watcher = newLearner(watched)) {
            double[] state = state();
            watched.setParameters(parameters());
            watched.setState(state);
            watcher.startAt(learner.steps());
            watcher.inputGradient(batch);
            return new Trace(
                    watcher.lastLoss(),
                    new NetworkFlow(
                            batch.size(),
                            Mode.train(settings.seed(), watcher.steps()),
                            parameters(),
                            flat(watched.gradient()),
                            state,
                            Arrays.copyOf(watched.state().toDoubles(), state.length),
                            NetworkFlow.copy(watched.observations())));
        }
    }

    private double[] state() {
        return Arrays.copyOf(
                network.state().toDoubles(), settings.network().stateCount());
    }

    @Override
    public OptionalLong plannedBytes() {
        MemoryUse memory = learner.memory();
        return memory.known() ? OptionalLong.of(memory.total()) : OptionalLong.empty();
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
