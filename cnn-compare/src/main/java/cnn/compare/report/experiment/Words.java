package cnn.compare.report.experiment;

import cnn.compare.report.Figures;

/** Explanations that stand in more than one form of the report. */
final class Words {
    static final String PAIRS = "Differences in percentage points of accuracy, first minus second, on the same test"
            + " pictures. p: over seeds the paired t-test, for one seed McNemar's exact test; after Holm's correction for"
            + " all pairs of the table it may be compared with 0.05.";

    static final String ACCURACY = "The interval over seeds (Student's t) says how far other seeds may bring the mean;"
            + " that of the pictures (Wilson) how far other test pictures may. All seeds are judged by the same pictures,"
            + " so that more seeds narrow the first alone.";

    static final String GRADIENTS = "A line that falls by orders of magnitude towards the left is a vanishing gradient: the"
            + " layers at the input hardly learn.";

    private Words() {}

    static String backends(double delta) {
        return "The same file and seeds on two backends. Equivalent: the mean difference is known to lie within ±"
                + Figures.fixed(100 * delta, 0) + " percentage points (two one-sided t-tests at 5%).";
    }
}
