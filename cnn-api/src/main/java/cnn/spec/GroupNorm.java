package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * Normalises each sample's channels in groups of neighbours: y = γ_c·(x - μ) / √(σ² + ε) + β_c with μ and σ² (biased) over the
 * (C/groups)·H·W elements of the channel's group, in training and inference alike. Input and output {@code [C, H, W]};
 * parameters {@code gamma [C]} (at first 1) and {@code beta [C]} (at first 0). One group normalises whole samples, C groups
 * are instance normalisation. Source: Wu and He 2018, arXiv:1803.08494.
 *
 * <p>With x̂ = (x - μ) / √(σ² + ε) and g = γ_c·dy: dx = (g - mean g - x̂·mean(g·x̂)) / √(σ² + ε), means over the group;
 * dγ_c = Σ dy·x̂ and dβ_c = Σ dy over n, i, j.
 *
 * @param groups divides C
 * @param epsilon ε, above 0
 */
public record GroupNorm(int groups, double epsilon) implements LayerSpec {
    public GroupNorm {
        if (groups < 1) {
            throw new BadInputException("group_norm: groups must be at least 1, got " + groups);
        }
        if (!(epsilon > 0 && Double.isFinite(epsilon))) {
            throw new BadInputException("group_norm: epsilon must be above 0, got " + epsilon);
        }
    }

    /** ε = 1e-5. */
    public GroupNorm(int groups) {
        this(groups, 1e-5);
    }

    @Override
    public String kind() {
        return "group_norm";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        if (input.dim(0) % groups != 0) {
            throw new BadInputException(
                    "groups must divide the %d input channels, got %d groups".formatted(input.dim(0), groups));
        }
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        Shape each = Shape.of(input.dim(0));
        return List.of(
                new ParameterSpec("gamma", ParameterSpec.Role.SCALE, each, 1, 1),
                new ParameterSpec("beta", ParameterSpec.Role.SHIFT, each, 1, 1));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.groupNorm(this);
    }
}
