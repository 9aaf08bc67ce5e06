package cnn.loss;

/** L = 1/(N·K) Σ_n Σ_k (y[n,k] - t[n,k])²; ∂L/∂y[n,k] = 2·(y[n,k] - t[n,k]) / (N·K). */
public record MeanSquaredError() implements LossSpec {
    @Override
    public String kind() {
        return "mean_squared_error";
    }

    @Override
    public double evaluate(int n, int k, double[] y, double[] t, double[] dy) {
        double total = 0;
        double scale = 1.0 / ((double) n * k);
        for (int i = 0; i < n * k; i++) {
            double difference = y[i] - t[i];
            total += difference * difference;
            dy[i] = 2 * difference * scale;
        }
        return total * scale;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.meanSquaredError(this);
    }
}
