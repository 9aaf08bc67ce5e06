package cnn.training;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a learning-rate range test has seen.
 *
 * @param points one an update, in order of rising rates
 */
public record RateSearch(List<Point> points) {
    /** Where the loss is least the rate is already too large to go on with; a tenth of it is the usual advice. */
    private static final double MARGIN = 0.1;

    public RateSearch {
        points = List.copyOf(points);
    }

    /**
     * @param rate of the update
     * @param loss of its batch, before it
     * @param smoothed the loss as a running mean
     */
    public record Point(double rate, double loss, double smoothed) {}

    /** A tenth of the rate at which the smoothed loss is least; empty if it never fell. */
    public OptionalDouble suggestion() {
        int lowest = lowest();
        return lowest == 0 ? OptionalDouble.empty() : OptionalDouble.of(MARGIN * points.get(lowest).rate());
    }

    /** The rate at which the smoothed loss is least. */
    public double lowestAt() {
        return points.get(lowest()).rate();
    }

    /**
     * The rate at which the smoothed loss falls fastest, as a function of the rate's logarithm; empty if it never
     * fell.
     */
    public OptionalDouble steepestAt() {
        return IntStream.range(window(), points.size())
                .boxed()
                .filter(i -> fall(i) > 0)
                .max((a, b) -> Double.compare(fall(a), fall(b)))
                .map(i -> OptionalDouble.of(points.get(i - window() / 2).rate()))
                .orElse(OptionalDouble.empty());
    }

    /** The rates are evenly spaced in their logarithms, so the difference is the slope up to a factor. */
    private double fall(int index) {
        return points.get(index - window()).smoothed() - points.get(index).smoothed();
    }

    /** From one point to the next there is more noise than slope. */
    private int window() {
        return Math.max(1, points.size() / 10);
    }

    private int lowest() {
        return IntStream.range(0, points.size())
                .boxed()
                .min((a, b) -> Double.compare(points.get(a).smoothed(), points.get(b).smoothed()))
                .orElseThrow();
    }
}
