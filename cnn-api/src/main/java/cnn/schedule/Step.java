package cnn.schedule;

/**
 * f = γ^⌊e / every⌋: the rate falls at once, again and again.
 *
 * @param every epochs between two falls, above 0
 * @param factor γ, in (0, 1]
 */
public record Step(double every, double factor) implements Schedule {
    public Step {
        Ranges.positive("step", "every", every);
        Ranges.factor("step", "factor", factor);
    }

    @Override
    public String kind() {
        return "step";
    }

    /**
     * The epochs are whole where an epoch is whole: update / perEpoch is exact there, and ⌊e / every⌋ for whole
     * numbers too.
     */
    @Override
    public double factor(Position at) {
        return Math.pow(factor, Math.floor(at.epochs() / every));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.step(this);
    }
}
