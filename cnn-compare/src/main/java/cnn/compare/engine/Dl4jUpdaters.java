package cnn.compare.engine;

import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import org.nd4j.linalg.learning.config.IUpdater;

/** Says an optimizer in DL4J's words: its own SGD, its own Adam with our place of ε, and a heavy ball beside its Nesterov. */
final class Dl4jUpdaters implements OptimizerSpec.Visitor<IUpdater> {
    @Override
    public IUpdater sgd(Sgd spec) {
        return new org.nd4j.linalg.learning.config.Sgd(spec.learningRate());
    }

    @Override
    public IUpdater momentum(Momentum spec) {
        return new Dl4jHeavyBall(spec.learningRate(), spec.momentum());
    }

    @Override
    public IUpdater adam(Adam spec) {
        return new Dl4jAdam(spec.learningRate(), spec.beta1(), spec.beta2(), spec.epsilon());
    }
}
