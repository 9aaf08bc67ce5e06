package cnn.compare.crosscheck.result;

import java.util.List;
import java.util.Optional;

/**
 * A walk through a network, forward and back, in search of the first layer whose error is not explained by the error of
 * what it was given.
 *
 * @param network its name
 * @param steps in the order of the passes: every y, then from the last layer back every dx and every parameter's gradient
 * @param first where the subject leaves the oracle for a reason of its own; empty if it never does
 */
public record Walk(String subject, String network, List<Step> steps, Optional<Divergence> first) {
    public Walk {
        steps = List.copyOf(steps);
    }

    /**
     * One tensor of one layer.
     *
     * @param layer its name
     * @param kind of layer
     * @param local ‖own - oracle's given the same inputs‖₂ / ‖oracle's‖₂
     * @param inherited ‖oracle's given the subject's inputs - oracle's given its own‖₂ / ‖oracle's given its own‖₂
     * @param total ‖own - oracle's‖₂ / ‖oracle's‖₂, each with its own inputs
     * @param errorOverBound the local error, over its derived bound, of the worst element
     */
    public record Step(
            String layer,
            String kind,
            String tensor,
            double local,
            double inherited,
            double total,
            double errorOverBound) {
        public boolean explained() {
            return errorOverBound <= 1;
        }
    }

    /**
     * The worst element of the first tensor that is not explained.
     *
     * @param index of the element, one number a dimension
     * @param value the subject's
     * @param expected the oracle's, given the same inputs
     * @param terms of the sum that the element is, the largest first; perhaps not all
     * @param termCount how many there are in all
     */
    public record Divergence(
            String layer,
            String kind,
            String tensor,
            List<Integer> index,
            double value,
            double expected,
            double bound,
            List<Term> terms,
            int termCount) {
        public Divergence {
            index = List.copyOf(index);
            terms = List.copyOf(terms);
        }
    }

    /**
     * @param factors in words and numbers, for example {@code w[0, 2, 1, 1] 0.25 · x[0, 2, 3, 4] -1.5}
     * @param value of their product
     */
    public record Term(String factors, double value) {}
}
