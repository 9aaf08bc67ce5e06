package cnn.compare.crosscheck.network;

import cnn.compare.crosscheck.result.Walk;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A divergence in one line. */
final class DivergenceText {
    private static final int TERMS = 3;

    private DivergenceText() {}

    /** For example {@code dw[0,2,1,1] is 0.37, expected 0.74 ± 1.1e-06, a sum of 98 terms: …}. */
    static String of(Walk.Divergence at) {
        String index = at.index().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        String values = "%s%s is %s, expected %s".formatted(at.tensor(), index, at.value(), at.expected())
                + String.format(Locale.ROOT, " ± %.2g", at.bound());
        List<Walk.Term> shown = at.terms().subList(0, Math.min(TERMS, at.terms().size()));
        if (shown.isEmpty()) {
            return values;
        }
        String terms = shown.stream()
                .map(term -> "(%s)".formatted(term.factors()))
                .collect(Collectors.joining(" + "));
        String more = at.termCount() > shown.size() ? " + …" : "";
        return "%s, a sum of %d: %s%s".formatted(values, at.termCount(), terms, more);
    }
}
