package cnn.scratch.textbook;

import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;

/** Makes the updater of a plan: the optimizer's, and {@link WholeUpdate} around it where there is more to do. */
record UpdaterMaker(double[] theta, double[] g) implements OptimizerSpec.Visitor<Updater> {
    static Updater make(UpdatePlan plan) {
        double[] theta = TextbookTensor.of(plan.parameters()).values();
        double[] g = TextbookTensor.of(plan.gradient()).values();
        if (plan.update().plain()) {
            return plan.update().optimizer().accept(new UpdaterMaker(theta, g));
        }
        double[] changed = new double[g.length];
        Updater optimizer = plan.update().optimizer().accept(new UpdaterMaker(theta, changed));
        return new WholeUpdate(plan, optimizer, theta, g, changed);
    }

    @Override
    public Updater sgd(Sgd spec) {
        return new SgdUpdater(theta, g);
    }

    @Override
    public Updater momentum(Momentum spec) {
        return new MomentumUpdater(spec, theta, g);
    }

    @Override
    public Updater nesterov(Nesterov spec) {
        return new NesterovUpdater(spec, theta, g);
    }

    @Override
    public Updater adaGrad(AdaGrad spec) {
        return new AdaGradUpdater(spec, theta, g);
    }

    @Override
    public Updater rmsProp(RmsProp spec) {
        return new RmsPropUpdater(spec, theta, g);
    }

    @Override
    public Updater adam(Adam spec) {
        return new AdamUpdater(spec, theta, g);
    }

    @Override
    public Updater adamW(AdamW spec) {
        return adam(spec.adam());
    }

    @Override
    public Updater nadam(Nadam spec) {
        return new NadamUpdater(spec, theta, g);
    }

    @Override
    public Updater amsGrad(AmsGrad spec) {
        return new AmsGradUpdater(spec, theta, g);
    }
}
