package cnn.compare.crosscheck.result;

import java.util.List;
import java.util.Optional;

/**
 * All that a cross-check brought to light.
 *
 * @param setup what ran, on what, in words, a line each: command, machine, Java, versions
 * @param subjects a line each: label and what the engine says of itself
 * @param evidence for each pair of engines
 * @param rules that were tried
 * @param cells one a rule, subject and kind of layer or network
 * @param failures the cause first where one is known: simple before composed, single layers before networks
 * @param planted the kill matrix, if faults were planted
 * @param seconds that it took
 */
public record CrossCheckResult(
        List<String> setup,
        List<SubjectInfo> subjects,
        List<Evidence> evidence,
        List<Rule> rules,
        List<Cell> cells,
        List<Failure> failures,
        List<WorstCase> worstCases,
        List<Walk> walks,
        List<Trajectory> trajectories,
        List<Equivalence> equivalences,
        List<Digest> digests,
        Optional<KillMatrix> planted,
        double seconds) {
    public CrossCheckResult {
        setup = List.copyOf(setup);
        subjects = List.copyOf(subjects);
        evidence = List.copyOf(evidence);
        rules = List.copyOf(rules);
        cells = List.copyOf(cells);
        failures = List.copyOf(failures);
        worstCases = List.copyOf(worstCases);
        walks = List.copyOf(walks);
        trajectories = List.copyOf(trajectories);
        equivalences = List.copyOf(equivalences);
        digests = List.copyOf(digests);
    }

    /** An engine in one of its forms, and what it says of itself. */
    public record SubjectInfo(String label, String description) {}

    /** Cells that were expected and in which nothing was checked: a check of nothing is no check. */
    public List<Cell> empty() {
        return cells.stream().filter(Cell::isEmpty).toList();
    }

    /** Whether nothing failed, nothing stayed unchecked, and every planted fault was noticed. */
    public boolean passes() {
        boolean some = !cells.isEmpty() || planted.isPresent();
        return some
                && failures.isEmpty()
                && empty().isEmpty()
                && planted.map(KillMatrix::complete).orElse(true);
    }
}
