package cnn.loss;

/**
 * Softmax and cross-entropy in one, from logits z: L = -1/N Σ_n Σ_k t[n,k] · log p[n,k] with p = softmax(z[n]).
 * ∂L/∂z[n,k] = (p[n,k] · Σ_j t[n,j] - t[n,k]) / N. Computed as log Σ_j e^(z_j - max z), so it is finite for any finite
 * logits.
 */
public record SoftmaxCrossEntropy() implements LossSpec {
    @Override
    public String kind() {
        return "softmax_cross_entropy";
    }

    @Override
    public double evaluate(int n, int k, double[] y, double[] t, double[] dy) {
        double total = 0;
        for (int row = 0; row < n; row++) {
            int at = row * k;
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < k; j++) {
                max = Math.max(max, y[at + j]);
            }
            double sum = 0;
            double weight = 0;
            for (int j = 0; j < k; j++) {
                sum += Math.exp(y[at + j] - max);
                weight += t[at + j];
            }
            double logSum = Math.log(sum) + max;
            for (int j = 0; j < k; j++) {
                if (t[at + j] != 0) {
                    total += t[at + j] * (logSum - y[at + j]);
                }
                dy[at + j] = (weight * Math.exp(y[at + j] - logSum) - t[at + j]) / n;
            }
        }
        return total / n;
    }
}
