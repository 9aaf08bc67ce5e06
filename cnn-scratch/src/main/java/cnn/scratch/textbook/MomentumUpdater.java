package cnn.scratch.textbook;

import cnn.backend.Updater;
import cnn.optim.Momentum;
import cnn.optim.Velocity;
import cnn.tensor.Tensor;
import java.util.Map;

/** Momentum: v ← μ·v + g; θ ← θ - η·v, or, with a velocity of steps, v ← μ·v + η·g; θ ← θ - v. */
public final class MomentumUpdater implements Updater {
    private final Momentum spec;
    private final double[] theta;
    private final double[] g;
    private final double[] v;

    MomentumUpdater(Momentum spec, double[] theta, double[] g) {
        this.spec = spec;
        this.theta = theta;
        this.g = g;
        this.v = new double[theta.length];
    }

    @Override
    public void step(long t, double learningRate) {
        boolean ofGradients = spec.velocity() == Velocity.GRADIENTS;
        double intoV = ofGradients ? 1 : learningRate;
        double ofV = ofGradients ? learningRate : 1;
        for (int i = 0; i < theta.length; i++) {
            v[i] = spec.momentum() * v[i] + intoV * g[i];
            theta[i] -= ofV * v[i];
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return new State().with("v", v).vectors();
    }
}
