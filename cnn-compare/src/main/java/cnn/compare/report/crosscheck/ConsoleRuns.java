package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Digest;
import cnn.compare.crosscheck.result.Equivalence;
import cnn.compare.crosscheck.result.Evidence;
import cnn.compare.crosscheck.result.Trajectory;
import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import cnn.compare.report.Wrapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The console's tables of pairs of engines and of whole trainings. */
final class ConsoleRuns {
    private static final int LINES = 5;

    private ConsoleRuns() {}

    static String evidence(List<Evidence> evidence, Ink ink) {
        if (evidence.isEmpty()) {
            return "";
        }
        Map<String, List<String>> independent = new LinkedHashMap<>();
        StringBuilder dependent = new StringBuilder();
        for (Evidence pair : evidence) {
            if (pair.independent()) {
                independent
                        .computeIfAbsent(pair.engine(), engine -> new ArrayList<>())
                        .add(pair.other());
            } else {
                dependent.append(Wrapped.lines(
                        "weak: " + pair.engine() + " and " + pair.other() + " share " + pair.shared(),
                        2,
                        4,
                        CrossCheckConsole.WIDTH));
            }
        }
        List<String> pairs = new ArrayList<>();
        independent.forEach((engine, others) -> pairs.add(engine + " with " + String.join(", ", others)));
        String strong = pairs.isEmpty()
                ? "  No two engines are independent.\n"
                : Wrapped.lines("independent: " + String.join("; ", pairs), 2, 4, CrossCheckConsole.WIDTH);
        return ink.heading("What agreement is worth") + "\n" + strong + dependent;
    }

    static String trajectories(List<Trajectory> trajectories, Ink ink, CrossCheckConsole.Cut cut) {
        if (trajectories.isEmpty()) {
            return "";
        }
        List<Trajectory> ordered = RunFindings.worstFirst(trajectories);
        Map<String, List<Trajectory>> groups = new LinkedHashMap<>();
        for (Trajectory t : cut.shown(ordered, LINES)) {
            groups.computeIfAbsent(t.network() + ", from " + t.other(), name -> new ArrayList<>())
                    .add(t);
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((name, own) -> text.append(ink.heading("Distance of the parameters after " + name))
                .append('\n')
                .append(ends(own, ink)));
        return text + cut.rest(ordered.size(), LINES);
    }

    private static Table ends(List<Trajectory> trajectories, Ink ink) {
        Table table = new Table("engine", "updates", "distance", "of two 1 ULP apart", "limit", "travelled", "")
                .left(6)
                .within(CrossCheckConsole.WIDTH);
        for (Trajectory t : trajectories) {
            if (t.points().isEmpty()) {
                table.row(t.subject(), "0", "-", "-", "-", "-", verdict(ink, t));
                continue;
            }
            Trajectory.Point end = t.points().get(t.points().size() - 1);
            table.row(
                    t.subject(),
                    Figures.count(end.step()),
                    Figures.scientific(end.distance()),
                    Figures.scientific(end.control()),
                    Figures.scientific(end.limit()),
                    Figures.ratio(end.travelled()),
                    verdict(ink, t));
        }
        return table;
    }

    private static String verdict(Ink ink, Trajectory t) {
        return t.agrees() ? ink.good("within") : ink.bad(RunFindings.leaves(t));
    }

    static String equivalences(List<Equivalence> equivalences, Ink ink, CrossCheckConsole.Cut cut) {
        if (equivalences.isEmpty()) {
            return "";
        }
        Table table = new Table("accuracy", "against", "seeds", "difference", "interval", "±δ", "")
                .left(1, 6)
                .within(CrossCheckConsole.WIDTH);
        for (Equivalence e : cut.shown(equivalences, LINES)) {
            table.row(
                    e.subject(),
                    e.other(),
                    Figures.count(e.seeds().size()),
                    Figures.points(e.difference(), 2),
                    Figures.points(e.low(), 2) + " to " + Figures.points(e.high(), 2),
                    Figures.fixed(100 * e.delta(), 1),
                    switch (e.verdict()) {
                        case EQUIVALENT -> ink.good(e.verdict().words());
                        case DIFFERENT -> ink.bad(e.verdict().words());
                        case NOT_ENOUGH_DATA -> e.verdict().words();
                    });
        }
        return ink.heading("Learning equally well: mean difference in percentage points over seeds") + "\n" + table
                + cut.rest(equivalences.size(), LINES);
    }

    static String digests(List<Digest> digests, Ink ink, CrossCheckConsole.Cut cut) {
        if (digests.isEmpty()) {
            return "";
        }
        List<Digest> ordered = RunFindings.brokenFirst(digests);
        Map<String, List<Digest>> groups = new LinkedHashMap<>();
        for (Digest d : cut.shown(ordered, LINES)) {
            groups.computeIfAbsent(d.network(), name -> new ArrayList<>()).add(d);
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((name, own) -> text.append(ink.heading("Bits of the parameters after " + name))
                .append('\n')
                .append(bits(own, ink)));
        return text + cut.rest(ordered.size(), LINES);
    }

    private static Table bits(List<Digest> digests, Ink ink) {
        Table table = new Table("engine", "runs", "SHA-256", "").left(2, 3).within(CrossCheckConsole.WIDTH);
        for (Digest d : digests) {
            String words = RunFindings.words(d);
            table.row(
                    d.subject(),
                    Integer.toString(d.runs().size()),
                    String.join(" ", RunFindings.hashes(d, 3)),
                    RunFindings.broken(d) ? ink.bad(words) : d.promised() ? ink.good(words) : words);
        }
        return table;
    }
}
