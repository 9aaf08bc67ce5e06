package cnn.init;

import cnn.spec.ParameterSpec;

/**
 * Uniform in [-bound, bound).
 *
 * @param bound above 0
 */
public record Uniform(double bound) implements Initializer {
    public Uniform {
        Hyper.positive("uniform", "bound", bound);
    }

    @Override
    public String kind() {
        return "uniform";
    }

    @Override
    public void fill(ParameterSpec weight, Draws draws, double[] values, int offset) {
        for (int i = 0; i < weight.shape().size(); i++) {
            values[offset + i] = bound * (2 * draws.uniform(i) - 1);
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.uniform(this);
    }
}
