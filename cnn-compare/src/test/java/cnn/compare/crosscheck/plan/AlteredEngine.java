package cnn.compare.crosscheck.plan;

import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;

/** An engine in another's name: does what that does, but for what a test overrides. */
public class AlteredEngine implements Engine {
    private final Engine engine;

    public AlteredEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public String describe() {
        return engine.describe();
    }

    @Override
    public Precision precision() {
        return engine.precision();
    }

    @Override
    public NetworkSpec network() {
        return engine.network();
    }

    @Override
    public void setParameters(double[] flat) {
        engine.setParameters(flat);
    }

    @Override
    public double[] parameters() {
        return engine.parameters();
    }

    @Override
    public void setLearningRate(double rate) {
        engine.setLearningRate(rate);
    }

    @Override
    public double trainStep(Batch batch) {
        return engine.trainStep(batch);
    }

    @Override
    public double[] predict(Batch batch) {
        return engine.predict(batch);
    }

    @Override
    public double[] gradient(Batch batch) {
        return engine.gradient(batch);
    }

    @Override
    public Trace trace(Batch batch) {
        return engine.trace(batch);
    }

    @Override
    public void close() {
        engine.close();
    }
}
