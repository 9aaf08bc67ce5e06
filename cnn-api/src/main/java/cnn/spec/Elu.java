package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * Exponential linear unit, element by element: y = x where x > 0, else α·(eˣ - 1); dx = dy where x > 0, else α·eˣ·dy (at
 * x = 0 too). Any shape, which stays. Source: Clevert, Unterthiner and Hochreiter 2015, arXiv:1511.07289.
 *
 * @param alpha α, above 0
 */
public record Elu(double alpha) implements LayerSpec {
    public Elu {
        if (!(alpha > 0 && Double.isFinite(alpha))) {
            throw new BadInputException("elu: alpha must be above 0, got " + alpha);
        }
    }

    /** α = 1. */
    public Elu() {
        this(1);
    }

    @Override
    public String kind() {
        return "elu";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.elu(this);
    }
}
