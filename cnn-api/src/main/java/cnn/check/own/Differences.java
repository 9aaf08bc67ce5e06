package cnn.check.own;

import java.util.ArrayList;
import java.util.List;

/**
 * Central differences of L = Σ dy·y, whose step and tolerance are derived from the layer itself.
 *
 * <p>D(h) = (L(h) - L(-h)) / 2h is off by h²/6·L‴ and by noise / h. The first step balances the two, (3·noise /
 * |L‴|)^(1/3), and takes half of it; L‴ is measured by third differences. From there steps shrink by 4 until
 * truncation and kinks weigh less than noise; the step with the least tolerance counts.
 *
 * <ul>
 *   <li>Truncation: D(2h) - D(h) is three times what D(h) is off, and D(4h) - D(2h) twelve times. Their ratio must be
 *       4, within a half and the noise, or else the step is not taken. The tolerance is max(|D(2h) - D(h)|, |D(4h) -
 *       D(2h)| / 4).
 *   <li>Kinks: S(h) = (L(h) - 2·L(0) + L(-h)) / h, the forward less the backward difference. Where L is smooth it is
 *       h·L″, so S(4h) - 2·S(2h) is of third order. A kink at q·h whose slope jumps by J puts J·(1 - q/4) into S(4h)
 *       and J·(1 - q/2) into S(2h), so J·(3q/4 - 1) into that difference, and J/2·(1 - q) into D(h): never more than
 *       half of it, for 0 ≤ q ≤ 1. So |S(4h) - 2·S(2h)| is added to the tolerance, or |S(2h) - 2·S(h)| if that is
 *       more. A kink between h and 4h does not touch D(h).
 *   <li>Noise: {@link Noise#SIGMAS} times the noise of every output that moved, by its |dy|, divided by h, and the
 *       rounding of the sum, γ_n·Σ|dy|·|change|.
 * </ul>
 */
final class Differences {
    private static final double LONGEST = 0x1p-8;
    private static final double SHORTEST = 0x1p-30;

    /** At which the third derivative is measured. */
    private static final double WIDE = 0x1p-6;

    private final Trial trial;
    private final double[] dy;
    private final double[] y;
    private final double[] noise;
    private final long sides;

    Differences(Trial trial, double[] dy) {
        this.trial = trial;
        this.dy = dy.clone();
        this.y = trial.y();
        this.noise = trial.noise().y();
        this.sides = trial.sides(trial.x(), trial.parameters());
    }

    /**
     * L somewhere on a line, less L at t = 0.
     *
     * @param size Σ |dy|·|change of y|
     * @param noise Σ |dy|·noise, of what changed
     * @param terms how many elements of y changed
     * @param usable finite, and on this side of every kink that the layer tells of
     */
    private record Point(double change, double size, double noise, int terms, boolean usable) {}

    private Point point(Line line, double t) {
        Line.Place place = line.at(t);
        double[] there = trial.y(place.x(), place.parameters());
        double change = 0;
        double size = 0;
        double error = 0;
        int terms = 0;
        for (int k = 0; k < there.length; k++) {
            double term = dy[k] * (there[k] - y[k]);
            if (term != 0) {
                change += term;
                size += Math.abs(term);
                error += Math.abs(dy[k]) * noise[k];
                terms++;
            }
        }
        boolean usable = Double.isFinite(change) && trial.sides(place.x(), place.parameters()) == sides;
        return new Point(change, size, error, terms, usable);
    }

    /** With which step to begin, for all elements of a tensor: the median of those that suit some of them. */
    double firstStep(List<Line> some) {
        List<Double> steps = new ArrayList<>();
        for (Line line : some) {
            Point[] points = {point(line, -2 * WIDE), point(line, -WIDE), point(line, WIDE), point(line, 2 * WIDE)};
            double third = Math.abs(
                            points[3].change - 2 * points[2].change + 2 * points[1].change - points[0].change)
                    / (2 * WIDE * WIDE * WIDE);
            double error = Noise.SIGMAS * Math.max(points[0].noise, points[3].noise);
            steps.add(Double.isFinite(third) && third > 0 ? Math.cbrt(3 * error / third) / 2 : LONGEST);
        }
        steps.sort(null);
        double median = steps.isEmpty() ? LONGEST : steps.get(steps.size() / 2);
        // A power of two is added to data on a grid of powers of two without rounding.
        double power = median > 0 ? Math.scalb(1.0, Math.getExponent(median)) : SHORTEST;
        return Math.min(LONGEST, Math.max(64 * SHORTEST, power));
    }

    /** The slope at t = 0. */
    Slope slope(Line line, double first) {
        Point up4 = point(line, 4 * first);
        Point down4 = point(line, -4 * first);
        Slope best = Slope.NONE;
        for (double h = first; h >= SHORTEST; h /= 4) {
            Point up1 = point(line, h);
            Point down1 = point(line, -h);
            Point[] up = {up1, point(line, 2 * h), up4};
            Point[] down = {down1, point(line, -2 * h), down4};
            Slope slope = slope(up, down, h);
            if (slope.smooth() && slope.tolerance() < best.tolerance()) {
                best = slope;
            }
            if (best.smooth() && best.truncation() + best.kink() <= best.noise()) {
                break;
            }
            up4 = up1;
            down4 = down1;
        }
        return best.dividedBy(line.unit());
    }

    /** From points at h, 2h and 4h to either side. */
    private static Slope slope(Point[] up, Point[] down, double h) {
        double error = 0;
        double[] d = new double[3];
        double[] s = new double[3];
        for (int k = 0; k < 3; k++) {
            if (!up[k].usable || !down[k].usable) {
                return Slope.NONE;
            }
            double step = h * (1 << k);
            d[k] = (up[k].change - down[k].change) / (2 * step);
            s[k] = (up[k].change + down[k].change) / step;
            error = Math.max(error, Math.max(up[k].noise, down[k].noise));
        }
        double size = (up[0].size + down[0].size) / (2 * h);
        double noise = Noise.SIGMAS * error / h + Noise.gamma(Math.max(up[0].terms, down[0].terms) + 8) * size;
        double near = d[1] - d[0];
        double far = d[2] - d[1];
        boolean smooth = Math.abs(far - 4 * near) <= Math.abs(far) / 2 + 8 * noise;
        double truncation = Math.max(Math.abs(near), Math.abs(far) / 4);
        double kink = Math.max(Math.abs(s[2] - 2 * s[1]), Math.abs(s[1] - 2 * s[0]));
        return new Slope(d[0], size, truncation, kink, noise, h, smooth);
    }

    /** The size of L's terms, √mean (dy·y)²: what is much smaller than that counts as zero. */
    double typicalTerm() {
        double squares = 0;
        for (int k = 0; k < y.length; k++) {
            squares += dy[k] * y[k] * dy[k] * y[k];
        }
        return Math.sqrt(squares / y.length);
    }
}
