package cnn.optim;

/**
 * Nesterov's momentum, in the form that needs the gradient at θ only (Sutskever et al., 2013; Bengio et al., 2013,
 * arXiv:1212.0901): v ← μ·v + g; θ ← θ - η·(g + μ·v) with {@link Velocity#GRADIENTS} (PyTorch's form);
 * v ← μ·v + η·g; θ ← θ - (η·g + μ·v) with {@link Velocity#STEPS} (Keras's and DL4J's, whose v has the other sign).
 *
 * @param momentum μ, in [0, 1)
 */
public record Nesterov(double learningRate, double momentum, Velocity velocity) implements OptimizerSpec {
    public Nesterov {
        Hyper.positive("nesterov", "learning_rate", learningRate);
        Hyper.fraction("nesterov", "momentum", momentum);
    }

    /** With a velocity of gradients. */
    public Nesterov(double learningRate, double momentum) {
        this(learningRate, momentum, Velocity.GRADIENTS);
    }

    /** A library's form and rate, with μ = 0.9 (Keras's and PyTorch's own default is 0, which is plain SGD). */
    public static Nesterov of(Compatibility library) {
        return switch (library) {
            case KERAS -> new Nesterov(0.01, 0.9, Velocity.STEPS);
            case PYTORCH -> new Nesterov(1e-3, 0.9, Velocity.GRADIENTS);
            case DL4J -> new Nesterov(0.1, 0.9, Velocity.STEPS);
        };
    }

    @Override
    public String kind() {
        return "nesterov";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.nesterov(this);
    }
}
