package cnn.schedule;

/**
 * f = γ^e, from update to update.
 *
 * @param factor γ, what is left of the rate after an epoch, in (0, 1]
 */
public record Exponential(double factor) implements Schedule {
    public Exponential {
        Ranges.factor("exponential", "factor", factor);
    }

    @Override
    public String kind() {
        return "exponential";
    }

    @Override
    public double factor(Position at) {
        return Math.pow(factor, at.epochs());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.exponential(this);
    }
}
