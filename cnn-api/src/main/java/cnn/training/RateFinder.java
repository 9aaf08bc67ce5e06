package cnn.training;

import cnn.data.Batch;
import cnn.data.Batches;
import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * The learning-rate range test: trains with a rate that rises from update to update until the loss explodes, and looks
 * at which rates the loss falls. Source: L. N. Smith 2015, "Cyclical learning rates for training neural networks",
 * arXiv:1506.01186, section 3.3; with rates evenly spaced in their logarithms, as in Howard and Gugger's fastai, rather
 * than evenly.
 *
 * @param from the first rate, above 0
 * @param to the last rate, above {@code from}
 * @param steps updates, at least 10
 */
public record RateFinder(double from, double to, int steps) {
    private static final int FEWEST_STEPS = 10;

    /** Weight of the past in the running mean of the loss. */
    private static final double SMOOTHING = 0.9;

    /** So many times the least smoothed loss is an explosion. */
    private static final double EXPLODED = 4;

    public RateFinder {
        if (!(from > 0 && to > from) || Double.isInfinite(to)) {
            throw new BadInputException(
                    "the rates must rise from above 0 to a finite number, got %s to %s".formatted(from, to));
        }
        if (steps < FEWEST_STEPS) {
            throw new BadInputException("a range test needs at least %d steps, got %d".formatted(FEWEST_STEPS, steps));
        }
    }

    /** From 1e-6 to 10 in 100 updates: a fifteenth of a decade each. */
    public RateFinder() {
        this(1e-6, 10, 100);
    }

    /**
     * Runs the test; the parameters are worth nothing afterwards. Ends early when the loss explodes or is no longer
     * finite.
     *
     * @param progress is called after each update
     */
    public RateSearch search(Learner learner, Batches batches, long seed, Runnable progress) {
        List<RateSearch.Point> points = new ArrayList<>();
        double mean = 0;
        double least = Double.POSITIVE_INFINITY;
        for (long epoch = 1; points.size() < steps; epoch++) {
            for (Batch batch : batches.shuffled(seed, epoch)) {
                int i = points.size();
                double rate = from * Math.pow(to / from, (double) i / (steps - 1));
                double loss = learner.step(batch, rate);
                mean = SMOOTHING * mean + (1 - SMOOTHING) * loss;
                // The mean began at 0: without the correction the first losses would look small.
                double smoothed = mean / (1 - Math.pow(SMOOTHING, i + 1));
                if (!Double.isFinite(loss)) {
                    return finished(points, rate);
                }
                points.add(new RateSearch.Point(rate, loss, smoothed));
                least = Math.min(least, smoothed);
                progress.run();
                if (points.size() == steps || i >= FEWEST_STEPS && smoothed > EXPLODED * least) {
                    return new RateSearch(points);
                }
            }
        }
        return new RateSearch(points);
    }

    private static RateSearch finished(List<RateSearch.Point> points, double rate) {
        if (points.isEmpty()) {
            throw new TrainingDivergedException(
                    "the loss of the very first batch is not finite, before any update (rate %s)".formatted(rate));
        }
        return new RateSearch(points);
    }
}
