package cnn.nd4j;

import cnn.backend.Updater;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;

/** The updater of each optimizer over one pair of flat vectors. */
final class Updaters implements OptimizerSpec.Visitor<Updater> {
    private final Nd4jTensor parameters;
    private final Nd4jTensor gradient;
    private final Runnable beforeStep;

    /** @param beforeStep prepares the calling thread */
    Updaters(Nd4jTensor parameters, Nd4jTensor gradient, Runnable beforeStep) {
        this.parameters = parameters;
        this.gradient = gradient;
        this.beforeStep = beforeStep;
    }

    @Override
    public Updater sgd(Sgd spec) {
        return new SgdUpdater(parameters.array(), gradient.array(), beforeStep);
    }

    @Override
    public Updater momentum(Momentum spec) {
        return new MomentumUpdater(spec, parameters, gradient.array(), beforeStep);
    }

    @Override
    public Updater adam(Adam spec) {
        return new AdamUpdater(spec, parameters, gradient.array(), beforeStep);
    }
}
