package cnn.loss;

/**
 * Sigmoid and binary cross-entropy in one, from logits z, each output a yes-or-no question of its own:
 * L = -1/(N·K) Σ_n Σ_k (t·log σ(z) + (1 - t)·log(1 - σ(z))) with σ(z) = 1/(1 + e^-z).
 * ∂L/∂z[n,k] = (σ(z[n,k]) - t[n,k]) / (N·K). Computed as max(z, 0) - z·t + log(1 + e^-|z|), so that no logit is too
 * large.
 */
public record SigmoidCrossEntropy() implements LossSpec {
    @Override
    public String kind() {
        return "sigmoid_cross_entropy";
    }

    @Override
    public double evaluate(int n, int k, double[] y, double[] t, double[] dy) {
        double total = 0;
        double scale = 1.0 / ((double) n * k);
        for (int i = 0; i < n * k; i++) {
            double z = y[i];
            double small = Math.exp(-Math.abs(z));
            total += Math.max(z, 0) - z * t[i] + Math.log1p(small);
            double sigmoid = (z >= 0 ? 1 : small) / (1 + small);
            dy[i] = (sigmoid - t[i]) * scale;
        }
        return total * scale;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.sigmoidCrossEntropy(this);
    }
}
