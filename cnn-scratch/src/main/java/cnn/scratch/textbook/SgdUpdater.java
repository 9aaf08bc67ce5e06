package cnn.scratch.textbook;

import cnn.backend.Updater;
import cnn.tensor.Tensor;
import java.util.Map;

/** Stochastic gradient descent: θ ← θ - η·g. */
public final class SgdUpdater implements Updater {
    private final double[] theta;
    private final double[] g;

    SgdUpdater(double[] theta, double[] g) {
        this.theta = theta;
        this.g = g;
    }

    @Override
    public void step(long t, double learningRate) {
        for (int i = 0; i < theta.length; i++) {
            theta[i] -= learningRate * g[i];
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of();
    }
}
