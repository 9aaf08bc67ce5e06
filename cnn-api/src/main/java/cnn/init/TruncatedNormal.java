package cnn.init;

import cnn.spec.ParameterSpec;

/**
 * Normal with mean 0, where every draw beyond two deviations is drawn again. What is left has 0.8796 times the
 * deviation; like Keras's {@code TruncatedNormal} this does not make up for it.
 *
 * @param deviation of the normal distribution before it is cut, above 0
 */
public record TruncatedNormal(double deviation) implements Initializer {
    private static final double LIMIT = 2;

    public TruncatedNormal {
        Hyper.positive("truncated_normal", "deviation", deviation);
    }

    @Override
    public String kind() {
        return "truncated_normal";
    }

    @Override
    public void fill(ParameterSpec weight, Draws draws, double[] values, int offset) {
        for (int i = 0; i < weight.shape().size(); i++) {
            values[offset + i] = deviation * withinLimit(draws, i);
        }
    }

    /** Attempt number a has its address above the 32 bits of the index. */
    private static double withinLimit(Draws draws, int index) {
        double value = draws.normal(index);
        for (long attempt = 1; Math.abs(value) > LIMIT; attempt++) {
            value = draws.normal(attempt << 32 | index);
        }
        return value;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.truncatedNormal(this);
    }
}
