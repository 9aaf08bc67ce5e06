package cnn.compare.engine.dl4j;

import cnn.compare.engine.NoCounterpartException;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Says an optimizer in DL4J's words: its own updaters, given other numbers where that makes their formula ours, and a
 * heavy ball beside its Nesterov. The learning rate of an engine is constant, so both kinds of
 * {@link cnn.optim.Velocity} are the same here. {@link #initialState} goes with it.
 */
final class Dl4jUpdaters implements OptimizerSpec.Visitor<IUpdater> {
    /** What every element of DL4J's optimizer state has to be before the first update. */
    static double initialState(OptimizerSpec spec) {
        if (spec instanceof AdaGrad adaGrad) {
            return adaGrad.initial() + (adaGrad.epsilonPlace() == EpsilonRoot.INSIDE ? adaGrad.epsilon() : 0);
        }
        return spec instanceof RmsProp rmsProp ? rmsProp.initial() : 0;
    }

    @Override
    public IUpdater sgd(Sgd spec) {
        return new org.nd4j.linalg.learning.config.Sgd(spec.learningRate());
    }

    @Override
    public IUpdater momentum(Momentum spec) {
        return new Dl4jHeavyBall(spec.learningRate(), spec.momentum());
    }

    @Override
    public IUpdater nesterov(Nesterov spec) {
        return new Nesterovs(spec.learningRate(), spec.momentum());
    }

    /**
     * DL4J divides by √s + ε. With no ε and a sum that starts higher by ε, that is √(s + ε): s only ever grows by
     * squares of gradients.
     */
    @Override
    public IUpdater adaGrad(AdaGrad spec) {
        double outside = spec.epsilonPlace() == EpsilonRoot.OUTSIDE ? spec.epsilon() : 0;
        return new Dl4jAdaGrad(spec.learningRate(), outside, initialState(spec));
    }

    @Override
    public IUpdater rmsProp(RmsProp spec) {
        if (spec.epsilonPlace() == EpsilonRoot.INSIDE) {
            throw new NoCounterpartException(
                    "optimizer rmsprop with epsilon_place: inside", "DL4J", "its RmsProp adds epsilon to the root");
        }
        return new Dl4jRmsProp(spec.learningRate(), spec.decay(), spec.epsilon(), initialState(spec));
    }

    @Override
    public IUpdater adam(Adam spec) {
        return spec.epsilonPlace() == EpsilonCorrection.BEFORE
                ? new org.nd4j.linalg.learning.config.Adam(
                        spec.learningRate(), spec.beta1(), spec.beta2(), spec.epsilon())
                : new Dl4jAdam(spec.learningRate(), spec.beta1(), spec.beta2(), spec.epsilon());
    }

    @Override
    public IUpdater adamW(AdamW spec) {
        return adam(spec.adam());
    }

    @Override
    public IUpdater nadam(Nadam spec) {
        if (spec.momentum() == Nadam.Momentum.SCHEDULED) {
            throw new NoCounterpartException(
                    "optimizer nadam with momentum: scheduled",
                    "DL4J",
                    "its Nadam has a constant momentum and does not correct v (compatibility: dl4j)");
        }
        return new org.nd4j.linalg.learning.config.Nadam(
                spec.learningRate(), spec.beta1(), spec.beta2(), spec.epsilon());
    }

    @Override
    public IUpdater amsGrad(AmsGrad spec) {
        return spec.epsilonPlace() == EpsilonCorrection.BEFORE
                ? new org.nd4j.linalg.learning.config.AMSGrad(
                        spec.learningRate(), spec.beta1(), spec.beta2(), spec.epsilon())
                : new Dl4jAmsGrad(spec.learningRate(), spec.beta1(), spec.beta2(), spec.epsilon());
    }
}
