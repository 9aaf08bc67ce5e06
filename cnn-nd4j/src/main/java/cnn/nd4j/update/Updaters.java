package cnn.nd4j.update;

import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.nd4j.op.Nd4jTensor;
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
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The updater of each optimizer over one pair of flat vectors.
 *
 * @param beforeStep prepares the calling thread
 */
public record Updaters(Nd4jTensor parameters, INDArray gradient, Runnable beforeStep)
        implements OptimizerSpec.Visitor<Updater> {
    /** The optimizer's, and {@link WholeUpdate} around it where there is more to do. */
    public static Updater make(UpdatePlan plan, Runnable beforeStep) {
        if (plan.update().plain()) {
            INDArray gradient = ((Nd4jTensor) plan.gradient()).array();
            return plan.update().optimizer().accept(new Updaters((Nd4jTensor) plan.parameters(), gradient, beforeStep));
        }
        return WholeUpdate.of(plan, beforeStep);
    }

    @Override
    public Updater sgd(Sgd spec) {
        return new SgdUpdater(parameters.array(), gradient, beforeStep);
    }

    @Override
    public Updater momentum(Momentum spec) {
        return new MomentumUpdater(spec, parameters, gradient, beforeStep);
    }

    @Override
    public Updater nesterov(Nesterov spec) {
        return new NesterovUpdater(spec, parameters, gradient, beforeStep);
    }

    @Override
    public Updater adaGrad(AdaGrad spec) {
        return new AdaGradUpdater(spec, parameters, gradient, beforeStep);
    }

    @Override
    public Updater rmsProp(RmsProp spec) {
        return new RmsPropUpdater(spec, parameters, gradient, beforeStep);
    }

    @Override
    public Updater adam(Adam spec) {
        return new AdamUpdater(spec, parameters, gradient, beforeStep);
    }

    @Override
    public Updater adamW(AdamW spec) {
        return adam(spec.adam());
    }

    @Override
    public Updater nadam(Nadam spec) {
        return new NadamUpdater(spec, parameters, gradient, beforeStep);
    }

    @Override
    public Updater amsGrad(AmsGrad spec) {
        return new AmsGradUpdater(spec, parameters, gradient, beforeStep);
    }
}
