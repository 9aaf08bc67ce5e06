package cnn.compare.crosscheck;

import cnn.check.cases.LayerCase;
import java.util.List;

/**
 * What is to be checked.
 *
 * @param subjects engines in their forms
 * @param cases of layers
 * @param quick less of everything, for a run of under a minute
 * @param seed of everything that is random
 */
public record CrossCheckPlan(List<Subject> subjects, List<LayerCase> cases, boolean quick, long seed) {
    public CrossCheckPlan {
        subjects = List.copyOf(subjects);
        cases = List.copyOf(cases);
    }

    /** The kinds of layers among the cases, in their order. */
    public List<String> kinds() {
        return cases.stream().map(on -> on.spec().kind()).distinct().toList();
    }
}
