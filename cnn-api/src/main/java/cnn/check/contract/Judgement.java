package cnn.check.contract;

/**
 * How much a rule looked at where it holds.
 *
 * @param judged how many elements, slopes or properties were judged
 * @param leftOut how many more were left out for a reason that the rule states, such as a kink within a step
 * @param worst the largest error over its bound; NaN where the rule knows no bound
 */
public record Judgement(long judged, long leftOut, double worst) {
    /** Nothing yet. */
    public static final Judgement NONE = new Judgement(0, 0, Double.NaN);

    /** Both together. */
    public Judgement and(Judgement other) {
        return new Judgement(judged + other.judged, leftOut + other.leftOut, worse(worst, other.worst));
    }

    private static double worse(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }
}
