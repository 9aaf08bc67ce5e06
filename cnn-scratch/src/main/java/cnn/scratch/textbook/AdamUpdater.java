package cnn.scratch.textbook;

import cnn.backend.Updater;
import cnn.optim.Adam;
import cnn.tensor.Tensor;
import java.util.Map;

/**
 * Adam: m ← β₁·m + (1 - β₁)·g; v ← β₂·v + (1 - β₂)·g²; θ ← θ - η · m̂ / (√v̂ + ε) with m̂ = m / (1 - β₁ᵗ) and
 * v̂ = v / (1 - β₂ᵗ). The ε of other libraries becomes that of this form.
 */
public final class AdamUpdater implements Updater {
    private final Adam spec;
    private final double[] theta;
    private final double[] g;
    private final double[] m;
    private final double[] v;

    AdamUpdater(Adam spec, double[] theta, double[] g) {
        this.spec = spec;
        this.theta = theta;
        this.g = g;
        this.m = new double[theta.length];
        this.v = new double[theta.length];
    }

    @Override
    public void step(long t, double learningRate) {
        double correction1 = 1 - Math.pow(spec.beta1(), t);
        double correction2 = 1 - Math.pow(spec.beta2(), t);
        double epsilon = spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), correction2);
        for (int i = 0; i < theta.length; i++) {
            m[i] = spec.beta1() * m[i] + (1 - spec.beta1()) * g[i];
            v[i] = spec.beta2() * v[i] + (1 - spec.beta2()) * g[i] * g[i];
            double mHat = m[i] / correction1;
            double vHat = v[i] / correction2;
            theta[i] -= learningRate * mHat / (Math.sqrt(vHat) + epsilon);
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return new State().with("m", m).with("v", v).vectors();
    }
}
