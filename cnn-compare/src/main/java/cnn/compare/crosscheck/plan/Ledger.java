package cnn.compare.crosscheck.plan;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.Digest;
import cnn.compare.crosscheck.result.Equivalence;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.crosscheck.result.Trajectory;
import cnn.compare.crosscheck.result.Walk;
import cnn.compare.crosscheck.result.WorstCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What levels write down while they check. A cell is first {@link #expect expected}, before anything runs: one that nothing
 * is entered for afterwards stays empty, and fails the run.
 */
public final class Ledger {
    private record Key(String subject, String rule, String kind) {}

    private static final class Entry {
        private long checked;
        private long leftOut;
        private double worst = Double.NaN;
        private Optional<String> notApplicable = Optional.empty();
        private final Set<String> known = new LinkedHashSet<>();
        private int failures;
    }

    private final Map<Key, Entry> cells = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<WorstCase> worstCases = new ArrayList<>();
    private final List<Walk> walks = new ArrayList<>();
    private final List<Trajectory> trajectories = new ArrayList<>();
    private final List<Equivalence> equivalences = new ArrayList<>();
    private final List<Digest> digests = new ArrayList<>();

    /** Something will be entered for this cell. */
    public void expect(Subject subject, Rule rule, String kind) {
        entry(subject, rule, kind);
    }

    private Entry entry(Subject subject, Rule rule, String kind) {
        rules.putIfAbsent(rule.id(), rule);
        return cells.computeIfAbsent(new Key(subject.label(), rule.id(), kind), key -> new Entry());
    }

    /** So many judgements were made; the worst of them came to this share of its bound, NaN if there is no bound. */
    public void checked(Subject subject, Rule rule, String kind, long count, double errorOverBound) {
        Entry entry = entry(subject, rule, kind);
        entry.checked += count;
        entry.worst = Double.isNaN(entry.worst) ? errorOverBound : Math.max(entry.worst, larger(errorOverBound));
    }

    private static double larger(double errorOverBound) {
        return Double.isNaN(errorOverBound) ? Double.NEGATIVE_INFINITY : errorOverBound;
    }

    /** So many judgements were left out for the reason that the rule states. */
    public void leftOut(Subject subject, Rule rule, String kind, long count) {
        entry(subject, rule, kind).leftOut += count;
    }

    /** There is nothing to check here, for this reason. */
    public void notApplicable(Subject subject, Rule rule, String kind, String reason) {
        Entry entry = entry(subject, rule, kind);
        entry.notApplicable = entry.notApplicable.or(() -> Optional.of(reason));
    }

    /** A judgement failed, but a finding about an outside library explains it. */
    public void known(Subject subject, Rule rule, String kind, String finding) {
        entry(subject, rule, kind).known.add(finding);
    }

    /** A judgement failed. */
    public void failed(Subject subject, Rule rule, Failure failure) {
        entry(subject, rule, failure.kind()).failures++;
        failures.add(failure);
    }

    public void add(WorstCase worst) {
        worstCases.add(worst);
    }

    public void add(Walk walk) {
        walks.add(walk);
    }

    public void add(Trajectory trajectory) {
        trajectories.add(trajectory);
    }

    public void add(Equivalence equivalence) {
        equivalences.add(equivalence);
    }

    public void add(Digest digest) {
        digests.add(digest);
    }

    /** Rules in the order in which they were first heard of. */
    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    public List<Cell> cells() {
        List<Cell> all = new ArrayList<>();
        cells.forEach((key, entry) -> all.add(new Cell(
                key.subject(),
                key.rule(),
                key.kind(),
                entry.checked,
                entry.leftOut,
                entry.worst,
                entry.checked > 0 ? Optional.empty() : entry.notApplicable,
                List.copyOf(entry.known),
                entry.failures)));
        return List.copyOf(all);
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    public List<WorstCase> worstCases() {
        return List.copyOf(worstCases);
    }

    public List<Walk> walks() {
        return List.copyOf(walks);
    }

    public List<Trajectory> trajectories() {
        return List.copyOf(trajectories);
    }

    public List<Equivalence> equivalences() {
        return List.copyOf(equivalences);
    }

    public List<Digest> digests() {
        return List.copyOf(digests);
    }
}
