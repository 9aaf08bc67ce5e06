package cnn.schedule;

/**
 * f = end + (1 - end)·(1 - s)^power, with s the share of the training that is done.
 *
 * @param power 1 is a straight line; above 0
 * @param end the factor that it ends at, in [0, 1]
 */
public record Polynomial(double power, double end) implements Schedule {
    public Polynomial {
        Ranges.positive("polynomial", "power", power);
        Ranges.share("polynomial", "end", end);
    }

    @Override
    public String kind() {
        return "polynomial";
    }

    @Override
    public double factor(Position at) {
        return end + (1 - end) * Math.pow(1 - at.share(), power);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.polynomial(this);
    }
}
