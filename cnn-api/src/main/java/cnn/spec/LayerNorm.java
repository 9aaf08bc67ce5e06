package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * Normalises each sample over all its F elements: y = γ·(x - μ) / √(σ² + ε) + β with μ = Σx / F and σ² = Σ(x - μ)² / F (the
 * biased variance), in training and inference alike. Any shape, which stays; parameters {@code gamma} (at first 1) and
 * {@code beta} (at first 0) have the shape of a sample, one value an element. Source: Ba, Kiros and Hinton 2016,
 * arXiv:1607.06450; PyTorch's {@code LayerNorm} of a whole sample.
 *
 * <p>With x̂ = (x - μ) / √(σ² + ε) and g = γ·dy: dx = (g - mean g - x̂·mean(g·x̂)) / √(σ² + ε), means over the sample;
 * dγ = Σ_n dy·x̂; dβ = Σ_n dy.
 *
 * @param epsilon ε, above 0
 */
public record LayerNorm(double epsilon) implements LayerSpec {
    public LayerNorm {
        if (!(epsilon > 0 && Double.isFinite(epsilon))) {
            throw new BadInputException("layer_norm: epsilon must be above 0, got " + epsilon);
        }
    }

    /** ε = 1e-5. */
    public LayerNorm() {
        this(1e-5);
    }

    @Override
    public String kind() {
        return "layer_norm";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        Shape each = input;
        return List.of(
                new ParameterSpec("gamma", ParameterSpec.Role.SCALE, each, 1, 1),
                new ParameterSpec("beta", ParameterSpec.Role.SHIFT, each, 1, 1));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.layerNorm(this);
    }
}
