package cnn.schedule;

import cnn.error.BadInputException;
import java.util.OptionalDouble;

/**
 * f = end + (1 - end)/2 · (1 + cos(π·t/T)): half a cosine from 1 to {@code end}, over the whole training, or again and
 * again (warm restarts): the first time over T = {@code restart} epochs, each time {@code stretch} times as long as
 * before; t is the time since the last restart. Source: Loshchilov and Hutter 2017, "SGDR: stochastic gradient descent
 * with warm restarts", arXiv:1608.03983.
 *
 * @param end in [0, 1]
 * @param restart epochs up to the first restart; empty: none
 * @param stretch at least 1
 */
public record Cosine(double end, OptionalDouble restart, double stretch) implements Schedule {
    public Cosine {
        Ranges.share("cosine", "end", end);
        restart.ifPresent(epochs -> Ranges.positive("cosine", "restart", epochs));
        if (!(stretch >= 1) || Double.isInfinite(stretch)) {
            throw new BadInputException("cosine: stretch must be at least 1 and finite, got " + stretch);
        }
    }

    /** Down to 0, without restarts. */
    public Cosine() {
        this(0, OptionalDouble.empty(), 1);
    }

    @Override
    public String kind() {
        return "cosine";
    }

    @Override
    public double factor(Position at) {
        double done = restart.isPresent() ? sinceRestart(at.epochs(), restart.getAsDouble()) : at.share();
        return end + (1 - end) / 2 * (1 + Math.cos(Math.PI * done));
    }

    /** t/T, by taking off one period after the other: there are few, and no logarithm rounds a restart away. */
    private double sinceRestart(double epochs, double first) {
        double t = epochs;
        double period = first;
        while (t >= period) {
            if (stretch == 1) {
                return t % period / period;
            }
            t -= period;
            period *= stretch;
        }
        return t / period;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.cosine(this);
    }
}
