package cnn.compare.crosscheck.plan;

import cnn.check.cases.LayerCase;
import cnn.error.BadInputException;
import java.util.List;

/**
 * What is to be checked.
 *
 * @param subjects engines in their forms
 * @param cases of layers
 * @param quick less of everything, for a run of under a minute
 * @param seed of everything that is random
 * @param delta the margin within which accuracies count as equal, in (0, 1)
 */
public record CrossCheckPlan(
        List<Subject> subjects, List<LayerCase> cases, boolean quick, long seed, double delta) {
    /** Two points in a hundred: what a test set of 2,000 pictures can just tell apart (docs/datasets.md). */
    public static final double DELTA = 0.02;

    /** @throws BadInputException if delta is no margin */
    public CrossCheckPlan {
        if (!(delta > 0 && delta < 1)) {
            throw new BadInputException(
                    "delta, the margin within which accuracies count as equal, must lie between 0 and 1, got " + delta);
        }
        subjects = List.copyOf(subjects);
        cases = List.copyOf(cases);
    }

    /** With the usual margin for accuracies. */
    public CrossCheckPlan(List<Subject> subjects, List<LayerCase> cases, boolean quick, long seed) {
        this(subjects, cases, quick, seed, DELTA);
    }

    /** The kinds of layers among the cases, in their order. */
    public List<String> kinds() {
        return cases.stream().map(on -> on.spec().kind()).distinct().toList();
    }
}
