package cnn.optim;

/**
 * Momentum (Polyak's heavy ball): v ← μ·v + g; θ ← θ - η·v. The learning rate stands outside the velocity, as in PyTorch;
 * with a constant rate this is the same as Keras's v ← μ·v - η·g; θ ← θ + v.
 *
 * @param momentum μ, in [0, 1)
 */
public record Momentum(double learningRate, double momentum) implements OptimizerSpec {
    public Momentum {
        Hyper.positive("momentum", "learning_rate", learningRate);
        Hyper.fraction("momentum", "momentum", momentum);
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
