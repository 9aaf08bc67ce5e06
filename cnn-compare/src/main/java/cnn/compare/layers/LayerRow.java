package cnn.compare.layers;

import java.util.List;
import java.util.Optional;

/**
 * One kind of layer on one engine.
 *
 * @param kind as in configurations
 * @param engine its name
 * @param precision in which it ran
 * @param cases on how many of the catalogue's cases it was tried
 * @param slopes how many elements were held against finite differences
 * @param leftOut how many more were left out, because a step would have tipped them over a kink
 * @param errors the worst of all cases
 * @param refused the first reason why the engine did not take some cases; empty if it took all
 * @param refusals how many cases it did not take
 * @param known findings about the engine's library that explain what else lies beyond its bound
 * @param complaints what lies beyond its bound without an explanation, a line each
 */
public record LayerRow(
        String kind,
        String engine,
        String precision,
        int cases,
        long slopes,
        long leftOut,
        Errors errors,
        Optional<String> refused,
        int refusals,
        List<String> known,
        List<String> complaints) {
    public LayerRow {
        known = List.copyOf(known);
        complaints = List.copyOf(complaints);
    }

    /** Whether all that was tried agrees. A layer that the engine does not have at all does not disagree. */
    public boolean agrees() {
        return complaints.isEmpty() && cases + refusals > 0;
    }
}
