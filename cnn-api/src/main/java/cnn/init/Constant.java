package cnn.init;

import cnn.spec.ParameterSpec;
import java.util.Arrays;

/**
 * Every weight the same. All units of a layer then compute the same and learn the same: for tests, and for a last layer
 * alone.
 *
 * @param value 0 is {@code zeros}
 */
public record Constant(double value) implements Initializer {
    public Constant {
        Hyper.finite("constant", "value", value);
    }

    @Override
    public String kind() {
        return value == 0 ? "zeros" : "constant";
    }

    @Override
    public void fill(ParameterSpec weight, Draws draws, double[] values, int offset) {
        Arrays.fill(values, offset, offset + weight.shape().size(), value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.constant(this);
    }
}
