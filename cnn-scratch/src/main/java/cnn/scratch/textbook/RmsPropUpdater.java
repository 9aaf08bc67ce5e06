package cnn.scratch.textbook;

import cnn.backend.Updater;
import cnn.optim.RmsProp;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** RMSProp: s ← ρ·s + (1 - ρ)·g²; θ ← θ - η·g / (√s + ε), or θ ← θ - η·g / √(s + ε). */
public final class RmsPropUpdater implements Updater {
    private final RmsProp spec;
    private final double[] theta;
    private final double[] g;
    private final double[] s;

    RmsPropUpdater(RmsProp spec, double[] theta, double[] g) {
        this.spec = spec;
        this.theta = theta;
        this.g = g;
        this.s = new double[theta.length];
        Arrays.fill(s, spec.initial());
    }

    @Override
    public void step(long t, double learningRate) {
        for (int i = 0; i < theta.length; i++) {
            s[i] = spec.decay() * s[i] + (1 - spec.decay()) * g[i] * g[i];
            theta[i] -= learningRate * g[i] / spec.epsilonPlace().divisor(s[i], spec.epsilon());
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return new State().with("s", s).vectors();
    }
}
