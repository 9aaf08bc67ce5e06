package cnn.scratch.textbook;

import cnn.backend.Updater;
import cnn.optim.AmsGrad;
import cnn.tensor.Tensor;
import java.util.Map;

/**
 * AMSGrad: Adam with h ← max(h, v) in the place of v: the divisor of a parameter never shrinks but by its bias
 * correction.
 */
public final class AmsGradUpdater implements Updater {
    private final AmsGrad spec;
    private final double[] theta;
    private final double[] g;
    private final double[] m;
    private final double[] v;
    private final double[] h;

    AmsGradUpdater(AmsGrad spec, double[] theta, double[] g) {
        this.spec = spec;
        this.theta = theta;
        this.g = g;
        this.m = new double[theta.length];
        this.v = new double[theta.length];
        this.h = new double[theta.length];
    }

    @Override
    public void step(long t, double learningRate) {
        double correction1 = 1 - Math.pow(spec.beta1(), t);
        double correction2 = 1 - Math.pow(spec.beta2(), t);
        double epsilon = spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), correction2);
        for (int i = 0; i < theta.length; i++) {
            m[i] = spec.beta1() * m[i] + (1 - spec.beta1()) * g[i];
            v[i] = spec.beta2() * v[i] + (1 - spec.beta2()) * g[i] * g[i];
            h[i] = Math.max(h[i], v[i]);
            double mHat = m[i] / correction1;
            double hHat = h[i] / correction2;
            theta[i] -= learningRate * mHat / (Math.sqrt(hHat) + epsilon);
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return new State().with("m", m).with("v", v).with("h", h).vectors();
    }
}
