package cnn.optim;

/**
 * Momentum (Polyak's heavy ball, 1964): v ← μ·v + g; θ ← θ - η·v with {@link Velocity#GRADIENTS} (PyTorch's form);
 * v ← μ·v + η·g; θ ← θ - v with {@link Velocity#STEPS} (Keras's, whose v has the other sign).
 *
 * @param momentum μ, in [0, 1)
 */
public record Momentum(double learningRate, double momentum, Velocity velocity) implements OptimizerSpec {
    public Momentum {
        Hyper.positive("momentum", "learning_rate", learningRate);
        Hyper.fraction("momentum", "momentum", momentum);
    }

    /** With a velocity of gradients. */
    public Momentum(double learningRate, double momentum) {
        this(learningRate, momentum, Velocity.GRADIENTS);
    }

    /** A library's form and rate, with μ = 0.9 (Keras's and PyTorch's own default is 0, which is plain SGD). */
    public static Momentum of(Compatibility library) {
        return switch (library) {
            case KERAS -> new Momentum(0.01, 0.9, Velocity.STEPS);
            case PYTORCH -> new Momentum(1e-3, 0.9, Velocity.GRADIENTS);
            case DL4J -> throw library.lacks("momentum", "its momentum is 'nesterov'");
        };
    }

    @Override
    public String kind() {
        return "momentum";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.momentum(this);
    }
}
