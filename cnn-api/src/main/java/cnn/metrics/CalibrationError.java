package cnn.metrics;

/**
 * The expected calibration error: how far confidence and accuracy are apart. The samples are put into M bins of equal
 * width by their confidence, bin m for ((m - 1)/M, m/M]; ECE = Σ_m |B_m|/n · |accuracy(B_m) - mean confidence(B_m)|.
 * Source: Naeini, Cooper and Hauskrecht 2015, AAAI; with M = 15 as in Guo et al. 2017, arXiv:1706.04599.
 */
public final class CalibrationError {
    /** Guo et al.'s number of bins. */
    public static final int BINS = 15;

    private CalibrationError() {}

    /**
     * @param confidence of each answer, in [0, 1]
     * @param correct whether the answer is right
     * @return in [0, 1]
     */
    public static double of(double[] confidence, boolean[] correct, int bins) {
        // Σ|B|/n·|acc - conf| is Σ|Σ(correct - confidence)|/n.
        double[] gap = new double[bins];
        for (int i = 0; i < confidence.length; i++) {
            int bin = Math.max(0, (int) Math.ceil(confidence[i] * bins) - 1);
            gap[Math.min(bins - 1, bin)] += (correct[i] ? 1 : 0) - confidence[i];
        }
        double sum = 0;
        for (double g : gap) {
            sum += Math.abs(g);
        }
        return sum / confidence.length;
    }
}
