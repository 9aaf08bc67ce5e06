package cnn.check.own;

import cnn.check.own.OwnLayer.Gradient;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How much rounding there is in a layer's results, for a layer of which nothing is known: standard deviations, number
 * by number.
 *
 * <p>A smooth function's high differences vanish on a short line; what is left in the difference table is the noise,
 * and its k-th differences have the variance σ²·(2k)!/(k!)². σ is taken from the first order k at which three
 * estimates in a row agree within a factor of 4 and the differences change their sign. J. J. Moré and S. M. Wild,
 * <i>Estimating computational noise</i>, SIAM J. Sci. Comput. 33 (2011) 1292-1314.
 *
 * <p>Two lines, the larger of both estimates; never less than half a unit in the last place of the result, nor than
 * the median of the tensor, relatively.
 *
 * @param y noise of each element of y
 * @param gradient noise of each element of dx and of the parameters' gradient
 */
record Noise(double[] y, Gradient gradient) {
    /** Agreement within a factor of 4 is what the method promises. */
    private static final double UNSURE = 4;

    /** A normal deviate is larger than this times σ once in 16 000. */
    private static final double RARE = 4;

    /** How far a result may be off: so many σ. */
    static final double SIGMAS = UNSURE * RARE;

    static final double UNIT_ROUNDOFF = 0x1p-53;

    private static final int POINTS = 9;
    private static final int LINES = 2;

    /**
     * Between two points of a line, as a share of the data's scale. The first suits float64: thousands of its units,
     * yet the second differences of a smooth function drown in its roundings. The others suit layers that compute in
     * float32, whose results do not move by the first.
     */
    private static final double[] SPACINGS = {0x1p-36, 0x1p-22, 0x1p-16};

    static Noise of(Trial trial) {
        return of(trial, trial.dy());
    }

    static Noise of(Trial trial, double[] dy) {
        double[] y = floor(trial.y());
        Gradient at = trial.gradient(trial.x(), trial.parameters(), dy);
        Gradient gradient = new Gradient(floor(at.dx()), floor(at.parameters()));
        Random random = trial.random(1);
        for (int line = 0; line < LINES; line++) {
            double[][] ys = new double[SPACINGS.length][];
            Gradient[] gradients = new Gradient[SPACINGS.length];
            Direction direction = Direction.random(trial, random);
            double[] along = Trial.signs(dy.length, random);
            for (int s = 0; s < SPACINGS.length; s++) {
                double[][] yTable = new double[POINTS][];
                double[][] xTable = new double[POINTS][];
                double[][] pTable = new double[POINTS][];
                for (int j = 0; j < POINTS; j++) {
                    double t = (j - POINTS / 2) * SPACINGS[s];
                    Line.Place place = direction.at(t);
                    yTable[j] = trial.y(place.x(), place.parameters());
                    Gradient there = trial.gradient(place.x(), place.parameters(), Direction.moved(dy, along, t));
                    xTable[j] = there.dx();
                    pTable[j] = there.parameters();
                }
                ys[s] = estimates(yTable);
                gradients[s] = new Gradient(estimates(xTable), estimates(pTable));
            }
            raise(y, ys);
            raise(gradient.dx(), Arrays.stream(gradients).map(Gradient::dx).toArray(double[][]::new));
            raise(gradient.parameters(), Arrays.stream(gradients).map(Gradient::parameters).toArray(double[][]::new));
        }
        atLeastTypical(y, trial.y());
        atLeastTypical(gradient.dx(), at.dx());
        atLeastTypical(gradient.parameters(), at.parameters());
        return new Noise(y, gradient);
    }

    /** Some numbers happen to lie where roundings repeat: none has less noise than the median, relatively. */
    private static void atLeastTypical(double[] noise, double[] values) {
        double[] shares = IntStream.range(0, noise.length)
                .filter(i -> values[i] != 0)
                .mapToDouble(i -> noise[i] / Math.abs(values[i]))
                .sorted()
                .toArray();
        for (int i = 0; i < noise.length && shares.length > 0; i++) {
            noise[i] = Math.max(noise[i], shares[shares.length / 2] * Math.abs(values[i]));
        }
    }

    private static double[] floor(double[] values) {
        return Arrays.stream(values)
                .map(value -> Math.abs(value) * UNIT_ROUNDOFF)
                .toArray();
    }

    /**
     * NaN stands for "moved too little to tell"; then the next spacing counts, and if none can tell there is no
     * noise.
     */
    private static void raise(double[] noise, double[][] estimates) {
        for (int i = 0; i < noise.length; i++) {
            for (double[] estimate : estimates) {
                if (!Double.isNaN(estimate[i])) {
                    noise[i] = Math.max(noise[i], estimate[i]);
                    break;
                }
            }
        }
    }

    private static double[] estimates(double[][] table) {
        double[] all = new double[table[0].length];
        double[] column = new double[table.length];
        for (int k = 0; k < all.length; k++) {
            for (int j = 0; j < table.length; j++) {
                column[j] = table[j][k];
            }
            all[k] = estimate(column).orElse(Double.NaN);
        }
        return all;
    }

    /** σ of the noise in values at equal distances; empty if half of them or more equal their neighbours. */
    static OptionalDouble estimate(double[] values) {
        int m = values.length;
        double[] differences = values.clone();
        double[] level = new double[m];
        boolean[] bothSigns = new boolean[m];
        // (k!)² / (2k)!
        double share = 1;
        for (int k = 1; k < m; k++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            double squares = 0;
            int still = 0;
            for (int i = 0; i < m - k; i++) {
                double d = differences[i + 1] - differences[i];
                differences[i] = d;
                least = Math.min(least, d);
                most = Math.max(most, d);
                squares += d * d;
                still += d == 0 ? 1 : 0;
            }
            if (k == 1 && 2 * still >= m - 1) {
                return OptionalDouble.empty();
            }
            share *= 0.5 * k / (2 * k - 1);
            level[k] = Math.sqrt(share * squares / (m - k));
            bothSigns[k] = least < 0 && most > 0;
        }
        for (int k = 1; k + 2 < m; k++) {
            double least = Math.min(level[k], Math.min(level[k + 1], level[k + 2]));
            double most = Math.max(level[k], Math.max(level[k + 1], level[k + 2]));
            if (bothSigns[k] && most <= UNSURE * least) {
                return OptionalDouble.of(level[k]);
            }
        }
        // No three agree: rather too much noise than too little, of the orders in which nothing smooth is left.
        return OptionalDouble.of(Math.max(level[m / 2], Math.max(level[m / 2 + 1], level[m / 2 + 2])));
    }

    /** Higham's γ_n = n·u / (1 - n·u), for a sum of n terms in any order. */
    static double gamma(int n) {
        return n * UNIT_ROUNDOFF / (1 - n * UNIT_ROUNDOFF);
    }
}
