package cnn.compare.crosscheck.training;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.compare.crosscheck.plan.AlteredEngine;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.data.Batch;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.training.Learner;

/** A backend's passes, with an update that a test writes out: right or wrong. */
final class HandUpdated extends AlteredEngine {
    /** Changes θ by the gradient of update t = 1, 2, …, or the gradient before another rule does. */
    interface Rule {
        void apply(int t, double[] gradient, double[] theta);
    }

    private final Backend backend;
    private final Network network;
    private final Learner learner;
    private final Rule rule;
    private double[] theta = {};
    private int updates;

    /** @param engine what it pretends to be */
    HandUpdated(Engine engine, EngineSettings settings, Rule rule) {
        super(engine);
        this.backend = Backends.named(engine.name(), BackendOptions.DEFAULT.withPrecision(engine.precision()));
        this.network = Network.build(settings.network(), backend, BuildOptions.batch(settings.maxBatch()));
        this.learner = new Learner(network, settings.loss(), settings.update(), settings.seed());
        this.rule = rule;
    }

    @Override
    public void setParameters(double[] flat) {
        theta = flat.clone();
        updates = 0;
    }

    @Override
    public double[] parameters() {
        return theta.clone();
    }

    @Override
    public double trainStep(Batch batch) {
        network.setParameters(theta);
        learner.startAt(updates++);
        double loss = learner.gradient(batch);
        rule.apply(updates, network.gradient().toDoubles(), theta);
        return loss;
    }

    @Override
    public void close() {
        learner.close();
        network.close();
        backend.close();
        super.close();
    }
}
