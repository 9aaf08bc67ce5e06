package cnn.compare.crosscheck.result;

import java.util.List;
import java.util.Optional;

/**
 * What came of one rule on one subject and one kind of layer (or one network).
 *
 * @param kind of layer, as in configurations, or the name of a network
 * @param checked how many tensors, elements or runs were judged; which of them, the rule says
 * @param leftOut how many more were left out for a reason that the rule states, such as a kink within a step
 * @param worst the largest error over its bound; NaN where the rule knows no bound
 * @param notApplicable why there is nothing to check; empty where there is
 * @param known findings about an outside library that explain what lies beyond its bound
 * @param failures how many judgements failed without an explanation
 */
public record Cell(
        String subject,
        String rule,
        String kind,
        long checked,
        long leftOut,
        double worst,
        Optional<String> notApplicable,
        List<String> known,
        int failures) {
    public Cell {
        known = List.copyOf(known);
    }

    /** A cell in which nothing was checked, for no stated reason. */
    public boolean isEmpty() {
        return checked == 0 && notApplicable.isEmpty();
    }
}
