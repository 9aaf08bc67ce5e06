package cnn.optim;

/**
 * Adam with Nesterov's momentum (Dozat, 2016, "Incorporating Nesterov Momentum into Adam"): m ← β₁·m + (1 - β₁)·g;
 * v ← β₂·v + (1 - β₂)·g²; θ ← θ - η · m̃ / (√ṽ + ε), where m̃ and ṽ depend on {@link Momentum}.
 *
 * <p>{@link Momentum#SCHEDULED}: with μₜ = β₁·(1 - ½·0.96^(t·ψ)) and Pₜ = μ₁·μ₂·…·μₜ,
 * m̃ = μₜ₊₁·m / (1 - Pₜ₊₁) + (1 - μₜ)·g / (1 - Pₜ) and ṽ = v / (1 - β₂ᵗ). {@link Momentum#CONSTANT}:
 * m̃ = (β₁·m + (1 - β₁)·g) / (1 - β₁ᵗ) and ṽ = v, which is not corrected. ε stands outside the root in both.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param momentumDecay ψ, at least 0; of no meaning with a constant momentum
 */
public record Nadam(
        double learningRate, double beta1, double beta2, double epsilon, Momentum momentum, double momentumDecay)
        implements OptimizerSpec {
    /** Which momentum the step looks ahead with. */
    public enum Momentum {
        /**
         * It grows from about β₁/2 to β₁: Dozat's schedule, PyTorch (ψ = 0.004), Keras (ψ = 1: it is over in 100
         * updates).
         */
        SCHEDULED,
        /** β₁ throughout, and v is not corrected, so that the first steps are too long: DL4J. */
        CONSTANT;

        /** The word in configurations. */
        public String word() {
            return Words.of(this);
        }
    }

    public Nadam {
        Hyper.positive("nadam", "learning_rate", learningRate);
        Hyper.fraction("nadam", "beta1", beta1);
        Hyper.fraction("nadam", "beta2", beta2);
        Hyper.positive("nadam", "epsilon", epsilon);
        Hyper.notNegative("nadam", "momentum_decay", momentumDecay);
    }

    /** With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and Dozat's schedule with ψ = 0.004, as in PyTorch. */
    public Nadam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, Momentum.SCHEDULED, 0.004);
    }

    /** A library's form and values. */
    public static Nadam of(Compatibility library) {
        return switch (library) {
            case KERAS -> new Nadam(1e-3, 0.9, 0.999, 1e-7, Momentum.SCHEDULED, 1);
            case PYTORCH -> new Nadam(2e-3);
            case DL4J -> new Nadam(1e-3, 0.9, 0.999, 1e-8, Momentum.CONSTANT, 0);
        };
    }

    @Override
    public String kind() {
        return "nadam";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.nadam(this);
    }
}
