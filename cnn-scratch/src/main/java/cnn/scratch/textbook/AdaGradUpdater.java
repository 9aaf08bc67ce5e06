package cnn.scratch.textbook;

import cnn.backend.Updater;
import cnn.optim.AdaGrad;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** AdaGrad: s ← s + g²; θ ← θ - η·g / (√s + ε), or θ ← θ - η·g / √(s + ε). */
public final class AdaGradUpdater implements Updater {
    private final AdaGrad spec;
    private final double[] theta;
    private final double[] g;
    private final double[] s;

    AdaGradUpdater(AdaGrad spec, double[] theta, double[] g) {
        this.spec = spec;
        this.theta = theta;
        this.g = g;
        this.s = new double[theta.length];
        Arrays.fill(s, spec.initial());
    }

    @Override
    public void step(long t, double learningRate) {
        for (int i = 0; i < theta.length; i++) {
            s[i] += g[i] * g[i];
            theta[i] -= learningRate * g[i] / spec.epsilonPlace().divisor(s[i], spec.epsilon());
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return new State().with("s", s).vectors();
    }
}
