package cnn.loss;

import cnn.error.BadInputException;

/**
 * Huber's loss: a parabola near the target, straight lines beyond δ. With d = y - t: L = 1/(N·K) Σ_n Σ_k h(d[n,k]),
 * where h(d) = d²/2 if |d| ≤ δ, else δ·(|d| - δ/2); ∂L/∂y = clamp(d, -δ, δ) / (N·K). Source: P. J. Huber, "Robust
 * estimation of a location parameter", Annals of Mathematical Statistics 35 (1964), with the factor 1/2 as in PyTorch
 * and Keras.
 *
 * @param delta δ, above 0
 */
public record Huber(double delta) implements LossSpec {
    public Huber {
        if (!(delta > 0) || Double.isInfinite(delta)) {
            throw new BadInputException("huber: delta must be above 0 and finite, got " + delta);
        }
    }

    @Override
    public String kind() {
        return "huber";
    }

    @Override
    public double evaluate(int n, int k, double[] y, double[] t, double[] dy) {
        double total = 0;
        double scale = 1.0 / ((double) n * k);
        for (int i = 0; i < n * k; i++) {
            double difference = y[i] - t[i];
            double distance = Math.abs(difference);
            total += distance <= delta ? 0.5 * difference * difference : delta * (distance - 0.5 * delta);
            dy[i] = Math.max(-delta, Math.min(delta, difference)) * scale;
        }
        return total * scale;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.huber(this);
    }
}
