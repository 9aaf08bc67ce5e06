package cnn.scratch.textbook;

import cnn.backend.Updater;
import cnn.optim.Momentum;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Map;

/** Momentum: v ← μ·v + g; θ ← θ - η·v. */
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
        for (int i = 0; i < theta.length; i++) {
            v[i] = spec.momentum() * v[i] + g[i];
            theta[i] -= learningRate * v[i];
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("v", new TextbookTensor(Shape.of(v.length), v));
    }
}
