package cnn.check.terms;

/**
 * The standard normal distribution. Φ(x) = 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …), all of whose terms have
 * one sign, near 0 (Marsaglia 2004, "Evaluating the normal distribution", Journal of Statistical Software 11(4)); and
 * far from it by the continued fraction 1 - Φ(x) = φ(x)/(x + 1/(x + 2/(x + 3/(x + …)))) (Abramowitz and Stegun
 * 26.2.14). Good to some units of 1 in the last place.
 */
final class NormalDistribution {
    /** Where the fraction takes over; 80 levels are more than enough on either side. */
    private static final double FAR = 4;

    private static final int LEVELS = 80;

    private NormalDistribution() {}

    /** Φ(x), the share below x. */
    static double below(double x) {
        if (Math.abs(x) >= FAR) {
            double above = density(x) / fraction(Math.abs(x));
            return x < 0 ? above : 1 - above;
        }
        double series = 1;
        for (int level = LEVELS; level > 0; level--) {
            series = 1 + x * x / (2 * level + 1) * series;
        }
        return 0.5 + x * density(x) * series;
    }

    private static double fraction(double x) {
        double value = x;
        for (int level = LEVELS; level > 0; level--) {
            value = x + level / value;
        }
        return value;
    }

    /** φ(x) = Φ′(x). */
    static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
