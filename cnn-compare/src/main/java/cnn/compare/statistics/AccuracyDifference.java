package cnn.compare.statistics;

import cnn.error.BadInputException;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * By how much the accuracies of two ways to train differ, where other seeds and other test pictures are possible, too.
 *
 * <p>The first was trained with S seeds, the second with T, and all answered the same n pictures. With aₛ and bₜ the
 * accuracies and d(p) the share of the first's seeds that got picture p right minus that of the second's, the difference
 * is D = mean a - mean b = mean d(p), and its squared standard error
 *
 * <p>SE² = var(a)/S + var(b)/T + var(d)/n,
 *
 * <p>one part for seeds, one for pictures. D/SE is compared with Student's t; its degrees of freedom are Satterthwaite's,
 * (Σ v)² / Σ (v²/f) over the three parts v with f = S - 1, T - 1 and n - 1. What belongs to one seed and one picture alone
 * is in both parts: the error is a little too large rather than too small (A. B. Owen, The pigeonhole bootstrap, Annals of
 * Applied Statistics 1 (2007) 386-411, on such tables of two crossed kinds of chance).
 *
 * <p>A test over seeds alone would say whether networks differ on these very pictures; McNemar's of one seed each whether
 * these two trainings differ. Neither is about the ways to train.
 *
 * <p>Source: F. E. Satterthwaite, An approximate distribution of estimates of variance components, Biometrics Bulletin 2
 * (1946) 110-114.
 *
 * @param difference D
 * @param seedError the part of seeds, √(var(a)/S + var(b)/T)
 * @param pictureError the part of pictures, √(var(d)/n)
 * @param low and {@code high}: the 95% interval of D
 * @param pValue two-sided, of no difference
 */
public record AccuracyDifference(
        double difference, double seedError, double pictureError, double low, double high, double pValue) {
    private static final double CONFIDENCE = 0.95;

    /**
     * @param first for each seed, whether each picture's answer was right; at least two seeds
     * @param second the same of the other, of the same pictures
     * @throws BadInputException if there are fewer than two seeds or pictures, or not the same number of pictures
     */
    public static AccuracyDifference of(List<boolean[]> first, List<boolean[]> second) {
        if (first.size() < 2 || second.size() < 2) {
            throw new BadInputException("a difference over seeds needs at least two of each, got %d and %d"
                    .formatted(first.size(), second.size()));
        }
        int n = first.get(0).length;
        double[] a = rights(first, n);
        double[] b = rights(second, n);
        double[] d = new double[n];
        add(d, first, 1.0 / first.size());
        add(d, second, -1.0 / second.size());
        Sample ofFirst = Sample.of(a);
        Sample ofSecond = Sample.of(b);
        Sample ofPictures = Sample.of(d);
        double difference = ofFirst.mean() - ofSecond.mean();
        double seeds = ofFirst.error() + ofSecond.error();
        double pictures = ofPictures.error();
        double error = Math.sqrt(seeds + pictures);
        if (error == 0) {
            // Every picture has the same answer from all: nothing varies.
            return new AccuracyDifference(difference, 0, 0, difference, difference, difference == 0 ? 1 : 0);
        }
        double freedom = (seeds + pictures) * (seeds + pictures)
                / (ofFirst.shareOfFreedom() + ofSecond.shareOfFreedom() + ofPictures.shareOfFreedom());
        TDistribution student = TDistribution.of(freedom);
        double half = student.inverseSurvivalProbability((1 - CONFIDENCE) / 2) * error;
        return new AccuracyDifference(
                difference,
                Math.sqrt(seeds),
                Math.sqrt(pictures),
                difference - half,
                difference + half,
                Math.min(1, 2 * student.survivalProbability(Math.abs(difference) / error)));
    }

    /** The accuracy of each seed. */
    private static double[] rights(List<boolean[]> seeds, int n) {
        double[] accuracies = new double[seeds.size()];
        for (int s = 0; s < accuracies.length; s++) {
            boolean[] right = seeds.get(s);
            if (right.length != n || n < 2) {
                throw new BadInputException("a difference needs answers to the same pictures, two at least; got %d and %d"
                        .formatted(n, right.length));
            }
            int count = 0;
            for (boolean one : right) {
                count += one ? 1 : 0;
            }
            accuracies[s] = (double) count / n;
        }
        return accuracies;
    }

    private static void add(double[] sums, List<boolean[]> seeds, double weight) {
        for (boolean[] right : seeds) {
            for (int p = 0; p < sums.length; p++) {
                sums[p] += right[p] ? weight : 0;
            }
        }
    }

    /** @param error the squared standard error of the mean */
    private record Sample(int count, double mean, double error) {
        static Sample of(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            double mean = sum / values.length;
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Sample(values.length, mean, squares / (values.length - 1) / values.length);
        }

        double shareOfFreedom() {
            return error * error / (count - 1);
        }
    }
}
