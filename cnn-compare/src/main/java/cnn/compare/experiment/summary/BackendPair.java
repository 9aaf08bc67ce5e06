package cnn.compare.experiment.summary;

import cnn.compare.statistics.EquivalenceTest;
import java.util.List;

/**
 * One architecture on two backends that answered the same test pictures, with the same seeds.
 *
 * @param test of equivalence, over seeds
 * @param sameAnswers the share of test pictures that got the same answer, a mean over seeds
 * @param mcNemar the exact p-value of each seed's answers
 */
public record BackendPair(
        String label, String first, String second, EquivalenceTest test, double sameAnswers, List<Double> mcNemar) {
    /** Mean accuracies nearer than this count as the same. */
    public static final double DELTA = 0.02;

    public BackendPair {
        mcNemar = List.copyOf(mcNemar);
    }

    /** One phrase. */
    public String verdict() {
        if (test.count() < 2) {
            return "one seed decides nothing";
        }
        return test.equivalent() ? "equivalent" : test.different() ? "DIFFERENT" : "undecided: more seeds";
    }
}
