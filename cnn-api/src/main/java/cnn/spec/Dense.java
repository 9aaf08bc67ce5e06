package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Fully connected layer: y[n,o] = b[o] + Σ_f w[o,f] · x[n,f]. Input {@code [F]}, output {@code [O]}; parameters
 * {@code w [O, F]} and, with a bias, {@code b [O]}.
 *
 * @param units O, the number of outputs
 */
public record Dense(int units, boolean bias) implements LayerSpec {
    public Dense {
        if (units < 1) {
            throw new BadInputException("dense needs at least 1 unit, got " + units);
        }
    }

    /** With a bias. */
    public Dense(int units) {
        this(units, true);
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() != 1) {
            throw new BadInputException("expected a vector [F], got " + input + "; put a flatten layer before it");
        }
        return Shape.of(units);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int features = input.dim(0);
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                new ParameterSpec("w", ParameterSpec.Role.WEIGHT, Shape.of(units, features), features, units));
        if (bias) {
            parameters.add(new ParameterSpec("b", ParameterSpec.Role.BIAS, Shape.of(units), features, units));
        }
        return List.copyOf(parameters);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) units * input.dim(0);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.dense(this);
    }
}
