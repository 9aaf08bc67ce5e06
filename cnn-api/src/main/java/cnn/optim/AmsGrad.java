package cnn.optim;

/**
 * AMSGrad (Reddi, Kale and Kumar, 2018, "On the Convergence of Adam and Beyond"), with Adam's bias corrections, which
 * Keras, PyTorch and DL4J all have and the paper's Algorithm 2 has not: m ← β₁·m + (1 - β₁)·g; v ← β₂·v + (1 - β₂)·g²;
 * h ← max(h, v); θ ← θ - η · m̂ / (√ĥ + ε) with m̂ = m / (1 - β₁ᵗ) and ĥ = h / (1 - β₂ᵗ). The maximum is taken of v as
 * it is, not of the corrected one. With {@link EpsilonCorrection#BEFORE}, ε stands as in {@link Adam}.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 */
public record AmsGrad(double learningRate, double beta1, double beta2, double epsilon, EpsilonCorrection epsilonPlace)
        implements OptimizerSpec {
    public AmsGrad {
        Hyper.positive("amsgrad", "learning_rate", learningRate);
        Hyper.fraction("amsgrad", "beta1", beta1);
        Hyper.fraction("amsgrad", "beta2", beta2);
        Hyper.positive("amsgrad", "epsilon", epsilon);
    }

    /** With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 after the correction, as in PyTorch. */
    public AmsGrad(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, EpsilonCorrection.AFTER);
    }

    /** A library's form and values. */
    public static AmsGrad of(Compatibility library) {
        return switch (library) {
            case KERAS -> new AmsGrad(1e-3, 0.9, 0.999, 1e-7, EpsilonCorrection.BEFORE);
            case PYTORCH -> new AmsGrad(1e-3);
            case DL4J -> new AmsGrad(1e-3, 0.9, 0.999, 1e-8, EpsilonCorrection.BEFORE);
        };
    }

    @Override
    public String kind() {
        return "amsgrad";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.amsGrad(this);
    }
}
