package cnn.metrics;

import java.util.OptionalDouble;

/**
 * How well one class is told from the others. With tp samples of the class answered with it, fp others answered with it
 * and fn of its own answered otherwise:
 *
 * @param precision tp / (tp + fp); 0 if the class was never the answer
 * @param recall tp / (tp + fn); 0 if there is no sample of the class
 * @param f1 2·tp / (2·tp + fp + fn), the harmonic mean of both; 0 if there is neither
 * @param rocAuc see {@link RocAuc}; empty if all samples or none are of the class
 * @param support samples of the class
 * @param answered how often it was the answer
 */
public record ClassScores(
        double precision, double recall, double f1, OptionalDouble rocAuc, int support, int answered) {
    static ClassScores of(ConfusionMatrix matrix, int index, OptionalDouble rocAuc) {
        int hits = matrix.count(index, index);
        int support = matrix.actual(index);
        int answered = matrix.answered(index);
        return new ClassScores(
                ratio(hits, answered),
                ratio(hits, support),
                ratio(2 * hits, support + answered),
                rocAuc,
                support,
                answered);
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Whether the class occurs, as a label or as an answer; others do not count in a mean over the classes. */
    boolean occurs() {
        return support + answered > 0;
    }
}
