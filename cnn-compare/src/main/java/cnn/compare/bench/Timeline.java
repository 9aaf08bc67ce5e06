package cnn.compare.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How much work was done when, while the engine was still getting warm; in time order. */
public record Timeline(List<Point> points) {
    /** Rates over shorter windows say more about single steps than about speed. */
    private static final double WINDOW_SECONDS = 0.25;

    /**
     * @param seconds since the engine began to be built
     * @param work done until then
     */
    public record Point(double seconds, double work) {}

    /** Rates of consecutive windows: where each ends, and its work a second. */
    public List<Point> rates() {
        List<Point> rates = new ArrayList<>();
        Point from = points.isEmpty() ? new Point(0, 0) : points.get(0);
        for (Point point : points) {
            if (point.seconds() - from.seconds() >= WINDOW_SECONDS) {
                rates.add(new Point(point.seconds(), rate(from, point)));
                from = point;
            }
        }
        return rates;
    }

    /**
     * When the work began to go on at this rate or a higher one, seconds since the engine began to be built; empty if it
     * did not within the warm-up.
     */
    public OptionalDouble reached(double rate) {
        for (int i = 0; i < points.size(); i++) {
            Point from = points.get(i);
            for (int j = i + 1; j < points.size(); j++) {
                if (points.get(j).seconds() - from.seconds() >= WINDOW_SECONDS) {
                    if (rate(from, points.get(j)) >= rate) {
                        return OptionalDouble.of(from.seconds());
                    }
                    break;
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static double rate(Point from, Point to) {
        return (to.work() - from.work()) / (to.seconds() - from.seconds());
    }
}
