package cnn.loss;

/**
 * L = 1/(N·K) Σ_n Σ_k |y[n,k] - t[n,k]|; ∂L/∂y[n,k] = sign(y[n,k] - t[n,k]) / (N·K), with sign 0 = 0 at the kink: of
 * all slopes that fit there the one that leaves a perfect answer alone.
 */
public record MeanAbsoluteError() implements LossSpec {
    @Override
    public String kind() {
        return "mean_absolute_error";
    }

    @Override
    public double evaluate(int n, int k, double[] y, double[] t, double[] dy) {
        double total = 0;
        double scale = 1.0 / ((double) n * k);
        for (int i = 0; i < n * k; i++) {
            double difference = y[i] - t[i];
            total += Math.abs(difference);
            dy[i] = Math.signum(difference) * scale;
        }
        return total * scale;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.meanAbsoluteError(this);
    }
}
