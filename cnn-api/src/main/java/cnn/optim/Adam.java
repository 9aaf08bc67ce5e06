package cnn.optim;

/**
 * Adam, as in Algorithm 1 of Kingma and Ba (2015, arXiv:1412.6980): m ← β₁·m + (1 - β₁)·g; v ← β₂·v + (1 - β₂)·g²;
 * θ ← θ - η · m̂ / (√v̂ + ε) with m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ).
 *
 * <p>That ε, added to √v̂, stands <em>after</em> the bias correction (PyTorch's place). With
 * {@link EpsilonCorrection#BEFORE} it is added to √v, before the correction, as Keras and DL4J do:
 * θ ← θ - η·√(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε).
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon, EpsilonCorrection epsilonPlace)
        implements OptimizerSpec {
    public Adam {
        Hyper.positive("adam", "learning_rate", learningRate);
        Hyper.fraction("adam", "beta1", beta1);
        Hyper.fraction("adam", "beta2", beta2);
        Hyper.positive("adam", "epsilon", epsilon);
    }

    /** With the paper's place of ε. */
    public Adam(double learningRate, double beta1, double beta2, double epsilon) {
        this(learningRate, beta1, beta2, epsilon, EpsilonCorrection.AFTER);
    }

    /** With the paper's β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8);
    }

    /** A library's form and values. */
    public static Adam of(Compatibility library) {
        return switch (library) {
            case KERAS -> new Adam(1e-3, 0.9, 0.999, 1e-7, EpsilonCorrection.BEFORE);
            case PYTORCH -> new Adam(1e-3);
            case DL4J -> new Adam(1e-3, 0.9, 0.999, 1e-8, EpsilonCorrection.BEFORE);
        };
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
