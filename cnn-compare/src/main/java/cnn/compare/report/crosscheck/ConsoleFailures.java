package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import cnn.compare.report.Wrapped;
import cnn.compare.report.crosscheck.CrossCheckFindings.Group;
import java.util.ArrayList;
import java.util.List;

/** The top of the console's report: what is wrong, the cause in full. */
final class ConsoleFailures {
    private static final int GROUPS = 15;
    private static final int EMPTY = 8;

    private final CrossCheckFindings findings;
    private final Ink ink;
    private final CrossCheckConsole.Cut cut;

    ConsoleFailures(CrossCheckFindings findings, Ink ink, CrossCheckConsole.Cut cut) {
        this.findings = findings;
        this.ink = ink;
        this.cut = cut;
    }

    List<String> parts() {
        List<String> parts = new ArrayList<>();
        List<Failure> failures = findings.result().failures();
        if (!failures.isEmpty()) {
            parts.add(inFull(failures.get(0)));
            if (failures.size() > 1) {
                parts.add(others(failures.subList(1, failures.size())));
            }
        }
        findings.result().planted().ifPresent(planted -> parts.add(survivors(planted)));
        parts.add(empty());
        return parts;
    }

    private String inFull(Failure f) {
        StringBuilder text = new StringBuilder(ink.bad("FAILED") + "  "
                + ink.heading(CrossCheckFindings.named(f.kind(), f.tensor()) + " on " + f.subject()) + "\n");
        text.append(Wrapped.lines("rule    " + findings.rule(f.rule()).text(), 4, 12, CrossCheckConsole.WIDTH));
        text.append(Wrapped.lines("where   " + f.where(), 4, 12, CrossCheckConsole.WIDTH));
        text.append(Wrapped.lines("what    " + f.detail(), 4, 12, CrossCheckConsole.WIDTH));
        if (Double.isFinite(f.errorOverBound())) {
            text.append("    error   ")
                    .append(Figures.ratio(f.errorOverBound()))
                    .append(" × its bound\n");
        }
        // Unbroken: it is there to be copied.
        f.replay()
                .ifPresent(replay -> text.append("    again   ").append(replay).append('\n'));
        return text.toString();
    }

    private String others(List<Failure> failures) {
        List<Group> groups = CrossCheckFindings.groups(failures);
        Table table = new Table("failed too", "on", "times", "worst ÷ bound", "rules", "for example")
                .left(1, 4, 5)
                .within(CrossCheckConsole.WIDTH);
        for (Group group : cut.shown(groups, GROUPS)) {
            table.row(
                    group.what(),
                    group.subject(),
                    Figures.count(group.failures().size()),
                    Figures.ratio(group.worst()),
                    group.rules(),
                    group.failures().get(0).where());
        }
        return table + cut.rest(groups.size(), GROUPS);
    }

    private String survivors(KillMatrix planted) {
        StringBuilder text = new StringBuilder();
        for (KillMatrix.Row row : CrossCheckFindings.survivors(planted)) {
            text.append(ink.bad("SURVIVED"))
                    .append("  ")
                    .append(ink.heading(row.fault()))
                    .append(" (")
                    .append(row.kind())
                    .append("): no rule noticed it\n")
                    .append(Wrapped.lines(row.what(), 4, 4, CrossCheckConsole.WIDTH));
        }
        return text.toString();
    }

    private String empty() {
        List<Cell> empty = findings.result().empty();
        StringBuilder text = new StringBuilder();
        for (Cell cell : cut.shown(empty, EMPTY)) {
            text.append(ink.bad("UNCHECKED"))
                    .append("  ")
                    .append(cell.kind() + " on " + cell.subject() + ", "
                            + findings.rule(cell.rule()).text())
                    .append('\n');
        }
        return text + cut.rest(empty.size(), EMPTY);
    }
}
