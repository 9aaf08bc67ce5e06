package cnn.init;

import cnn.spec.ParameterSpec;

/**
 * Normal with mean 0.
 *
 * @param deviation standard deviation, above 0
 */
public record Normal(double deviation) implements Initializer {
    public Normal {
        Hyper.positive("normal", "deviation", deviation);
    }

    @Override
    public String kind() {
        return "normal";
    }

    @Override
    public void fill(ParameterSpec weight, Draws draws, double[] values, int offset) {
        for (int i = 0; i < weight.shape().size(); i++) {
            values[offset + i] = deviation * draws.normal(i);
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.normal(this);
    }
}
