package cnn.scratch.textbook;

import cnn.backend.Updater;
import cnn.optim.Nadam;
import cnn.optim.NadamFactors;
import cnn.tensor.Tensor;
import java.util.Map;

/**
 * Nadam: m and v as in Adam; θ ← θ - η·(a·m + b·g) / (√(c·v) + ε), with the factors a, b and c of {@link Nadam}'s
 * momentum at this update.
 */
public final class NadamUpdater implements Updater {
    private final Nadam spec;
    private final double[] theta;
    private final double[] g;
    private final NadamFactors.Sequence sequence;
    private final double[] m;
    private final double[] v;

    NadamUpdater(Nadam spec, double[] theta, double[] g) {
        this.spec = spec;
        this.theta = theta;
        this.g = g;
        this.m = new double[theta.length];
        this.v = new double[theta.length];
        this.sequence = new NadamFactors.Sequence(spec);
    }

    @Override
    public void step(long t, double learningRate) {
        NadamFactors factors = sequence.at(t);
        for (int i = 0; i < theta.length; i++) {
            m[i] = spec.beta1() * m[i] + (1 - spec.beta1()) * g[i];
            v[i] = spec.beta2() * v[i] + (1 - spec.beta2()) * g[i] * g[i];
            double ahead = factors.ofM() * m[i] + factors.ofG() * g[i];
            theta[i] -= learningRate * ahead / (Math.sqrt(factors.ofV() * v[i]) + spec.epsilon());
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return new State().with("m", m).with("v", v).vectors();
    }
}
