package cnn.optim;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019, arXiv:1711.05101): Adam's step, and beside it
 * θ ← θ - η·λ·θ, of the θ before the step. As in PyTorch and Keras, η is the learning rate (the paper's factor is its
 * schedule alone, so its λ is ours times the rate).
 *
 * <p>It is {@link Adam} with {@link UpdateSpec#weightDecay}; a specification of its own says which parameters decay.
 *
 * @param adam everything but the decay
 * @param weightDecay λ, above 0
 * @param scope what decays; PyTorch and Keras let everything decay unless told otherwise
 */
public record AdamW(Adam adam, double weightDecay, DecayScope scope) implements OptimizerSpec {
    public AdamW {
        Hyper.positive("adamw", "weight_decay", weightDecay);
    }

    /** With Adam's defaults and λ = 0.01 on weights. */
    public AdamW(double learningRate) {
        this(new Adam(learningRate), 0.01, DecayScope.WEIGHTS);
    }

    /** A library's form and values. */
    public static AdamW of(Compatibility library) {
        return switch (library) {
            case KERAS -> new AdamW(Adam.of(library), 0.004, DecayScope.ALL);
            case PYTORCH -> new AdamW(Adam.of(library), 0.01, DecayScope.ALL);
            case DL4J -> throw library.lacks("adamw", "use 'adam' with 'weight_decay' beside 'optimizer'");
        };
    }

    @Override
    public double learningRate() {
        return adam.learningRate();
    }

    @Override
    public String kind() {
        return "adamw";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.adamW(this);
    }
}
