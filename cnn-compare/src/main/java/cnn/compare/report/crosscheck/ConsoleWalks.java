package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Walk;
import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import cnn.compare.report.Wrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The console's first-divergence walks: where a subject leaves the oracle for a reason of its own. */
final class ConsoleWalks {
    private static final int WALKS = 3;
    /** Steps shown before and after the first that is not explained. */
    private static final int BEFORE = 8;

    private static final int AFTER = 4;
    private static final int TERMS = 5;

    private ConsoleWalks() {}

    static List<String> parts(CrossCheckFindings findings, Ink ink, CrossCheckConsole.Cut cut) {
        List<Walk> all = findings.result().walks();
        if (all.isEmpty()) {
            return List.of();
        }
        List<Walk> diverging = findings.diverging();
        List<String> parts = new ArrayList<>();
        // Where nothing failed, what leaves the oracle is known of an outside library.
        boolean known = findings.result().passes() && !cut.full();
        String rest = known ? diverging.stream().map(ConsoleWalks::line).collect(Collectors.joining()) : "";
        if (!known) {
            cut.shown(diverging, WALKS).forEach(walk -> parts.add(walk(walk, ink, cut)));
            rest = cut.rest(diverging.size(), WALKS);
        }
        int good = all.size() - diverging.size();
        if (good > 0) {
            rest += "  " + Figures.plural(good, "walk", "walks")
                    + " through networks: every layer's error is its own rounding or inherited from what it was"
                    + " given.\n";
        }
        parts.add(rest);
        return parts;
    }

    private static String line(Walk walk) {
        Walk.Divergence first = walk.first().orElseThrow();
        return "  %s on %s leaves the oracle first at %s of '%s' (%s), as known; --full shows the walk\n"
                .formatted(walk.subject(), walk.network(), first.tensor(), first.layer(), first.kind());
    }

    private static String walk(Walk walk, Ink ink, CrossCheckConsole.Cut cut) {
        Walk.Divergence first = walk.first().orElseThrow();
        StringBuilder text =
                new StringBuilder(ink.heading(walk.subject() + " on " + walk.network() + ": parts from the oracle at "
                                + first.tensor() + " of '" + first.layer() + "' (" + first.kind() + ")")
                        + "\n");
        text.append(steps(walk, ink, cut))
                .append(divergence(first, ink, cut.full() ? first.terms().size() : TERMS));
        return text.toString();
    }

    private static String steps(Walk walk, Ink ink, CrossCheckConsole.Cut cut) {
        List<Walk.Step> steps = walk.steps();
        int at = unexplained(steps);
        int from = cut.full() ? 0 : Math.max(0, at - BEFORE);
        int to = cut.full() ? steps.size() : Math.min(steps.size(), at + 1 + AFTER);
        Table table = new Table("layer", "kind", "tensor", "local", "inherited", "total", "local ÷ bound", "")
                .left(1, 2, 7)
                .within(CrossCheckConsole.WIDTH);
        for (int k = from; k < to; k++) {
            Walk.Step step = steps.get(k);
            table.row(
                    step.layer(),
                    step.kind(),
                    step.tensor(),
                    Figures.scientific(step.local()),
                    Figures.scientific(step.inherited()),
                    Figures.scientific(step.total()),
                    Figures.ratio(step.errorOverBound()),
                    step.explained() ? "" : ink.bad(k == at ? "✗ first" : "✗"));
        }
        String before = from > 0 ? "  (" + Figures.plural(from, "step", "steps") + " before, all explained)\n" : "";
        String after =
                to < steps.size() ? "  (" + Figures.plural(steps.size() - to, "step", "steps") + " after)\n" : "";
        return before + table + after;
    }

    /** Where the first step stands that is not explained; the last step if all are. */
    static int unexplained(List<Walk.Step> steps) {
        int at = 0;
        while (at < steps.size() - 1 && steps.get(at).explained()) {
            at++;
        }
        return at;
    }

    private static String divergence(Walk.Divergence d, Ink ink, int most) {
        StringBuilder text = new StringBuilder("  " + ink.bad(element(d)) + " is " + d.value() + ", expected "
                + d.expected() + ", bound " + Figures.scientific(d.bound()) + "\n");
        int shown = Math.min(most, d.terms().size());
        if (shown > 0) {
            text.append("  the sum of ").append(Figures.plural(d.termCount(), "term", "terms"));
            text.append(shown < d.termCount() ? ", the largest:\n" : ":\n");
        }
        for (Walk.Term term : d.terms().subList(0, shown)) {
            String value = Figures.scientific(term.value());
            // The values stand below each other, the factors too.
            int indent = Math.max(4, 14 - value.length());
            text.append(Wrapped.lines(value + "  =  " + term.factors(), indent, 19, CrossCheckConsole.WIDTH));
        }
        return text.toString();
    }

    /** {@code dw[3, 0, 1, 2] of 'conv2'}. */
    static String element(Walk.Divergence d) {
        return d.tensor() + (d.index().isEmpty() ? "" : d.index().toString()) + " of '" + d.layer() + "'";
    }
}
