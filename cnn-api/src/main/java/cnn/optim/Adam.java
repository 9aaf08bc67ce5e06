package cnn.optim;

/**
 * Adam, as in Algorithm 1 of Kingma and Ba (2015, arXiv:1412.6980): m ← β₁·m + (1 - β₁)·g; v ← β₂·v + (1 - β₂)·g²;
 * θ ← θ - η · m̂ / (√v̂ + ε) with m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ).
 *
 * <p>ε is added to √v̂, <em>after</em> the bias correction (PyTorch's place). Keras and DL4J add it to √v, before the
 * correction: their ε is ours times √(1 - β₂ᵗ), which is 30 times less at the first step.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements OptimizerSpec {
    public Adam {
        Hyper.positive("adam", "learning_rate", learningRate);
        Hyper.fraction("adam", "beta1", beta1);
        Hyper.fraction("adam", "beta2", beta2);
        Hyper.positive("adam", "epsilon", epsilon);
    }

    /** With the paper's β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public String kind() {
        return "adam";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.adam(this);
    }
}
