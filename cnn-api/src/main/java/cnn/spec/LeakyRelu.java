package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * y = x where x > 0, else slope·x, element by element; dx = dy where x > 0, else slope·dy (at x = 0 too). Any shape, which
 * stays. Source: Maas, Hannun and Ng 2013, "Rectifier nonlinearities improve neural network acoustic models".
 *
 * @param slope of the negative side, in [0, 1]
 */
public record LeakyRelu(double slope) implements LayerSpec {
    public LeakyRelu {
        if (!(slope >= 0 && slope <= 1)) {
            throw new BadInputException("leaky_relu: slope must be in [0, 1], got " + slope);
        }
    }

    /** Slope 0.01. */
    public LeakyRelu() {
        this(0.01);
    }

    @Override
    public String kind() {
        return "leaky_relu";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.leakyRelu(this);
    }
}
