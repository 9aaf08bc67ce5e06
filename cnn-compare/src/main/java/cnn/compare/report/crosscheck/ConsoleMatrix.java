package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import cnn.compare.report.Wrapped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The console's tables of what was checked: subjects by levels, rules by subjects. */
final class ConsoleMatrix {
    private static final int KNOWN = 4;

    private final CrossCheckFindings findings;
    private final Ink ink;
    private final CrossCheckConsole.Cut cut;

    ConsoleMatrix(CrossCheckFindings findings, Ink ink, CrossCheckConsole.Cut cut) {
        this.findings = findings;
        this.ink = ink;
        this.cut = cut;
    }

    List<String> parts() {
        if (findings.result().cells().isEmpty()) {
            return List.of();
        }
        return List.of(subjects(), rules());
    }

    private String subjects() {
        List<Level> levels = findings.levels();
        List<String> head = new ArrayList<>(List.of("", "engine"));
        levels.forEach(level -> head.add(level.word()));
        Table table = new Table(head.toArray(String[]::new)).left(1).within(CrossCheckConsole.WIDTH);
        int number = 1;
        for (String subject : findings.subjects()) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(number++), subject));
            for (Level level : levels) {
                Tally tally = findings.tally(cell -> cell.subject().equals(subject) && findings.level(cell) == level);
                line.add(painted(tally, tally.inWords()));
            }
            table.row(line.toArray(String[]::new));
        }
        return ink.heading("Judgements, and the worst error over its bound") + "\n" + table
                + "  ✗3: three failed; ∅1: one cell left unchecked; k2: beyond the bound in two cells, as known of an"
                + " outside library;\n"
                + "  n/a: nothing to check there; ok: rules without a bound; blank: not asked of it.\n"
                + known();
    }

    private String painted(Tally tally, String text) {
        return tally.isBad() ? ink.bad(text) : text;
    }

    private String known() {
        Set<String> known = new LinkedHashSet<>();
        findings.result().cells().forEach(cell -> known.addAll(cell.known()));
        if (known.isEmpty()) {
            return "";
        }
        return cut.shown(List.copyOf(known), KNOWN).stream()
                        .map(finding -> Wrapped.lines("k: " + finding, 2, 5, CrossCheckConsole.WIDTH))
                        .collect(Collectors.joining())
                + cut.rest(known.size(), KNOWN);
    }

    /** All rules in full; otherwise a line a level, and the rules that something is to be said about. */
    private String rules() {
        List<String> head = new ArrayList<>(List.of("rule", "", "judged"));
        for (int k = 1; k <= findings.subjects().size(); k++) {
            head.add(Integer.toString(k));
        }
        Table table = new Table(head.toArray(String[]::new)).left(1).within(CrossCheckConsole.WIDTH);
        for (Level level : findings.levels()) {
            List<Rule> own = findings.rules().stream()
                    .filter(rule -> rule.level() == level)
                    .toList();
            if (!cut.full()) {
                String ids = own.get(0).id()
                        + (own.size() > 1 ? "-" + own.get(own.size() - 1).id() : "");
                String title = Figures.plural(own.size(), "rule", "rules") + " of level " + level.word();
                table.row(line(ids, title, cells(own)));
            }
            for (Rule rule : own) {
                List<Cell> cells = cells(List.of(rule));
                if (cut.full() || Tally.of(cells).isBad()) {
                    table.row(line(rule.id(), rule.title(), cells));
                }
            }
        }
        return ink.heading("Rules, and what came of them on each engine of the table above") + "\n" + table;
    }

    private List<Cell> cells(List<Rule> rules) {
        List<String> ids = rules.stream().map(Rule::id).toList();
        return findings.cells(cell -> ids.contains(cell.rule()));
    }

    private String[] line(String ids, String title, List<Cell> cells) {
        List<String> line = new ArrayList<>(
                List.of(ids, title, Figures.compact(Tally.of(cells).checked())));
        for (String subject : findings.subjects()) {
            Tally tally = Tally.of(cells.stream()
                    .filter(cell -> cell.subject().equals(subject))
                    .toList());
            line.add(painted(tally, tally.inAWord()));
        }
        return line.toArray(String[]::new);
    }

    /** What was checked at all; a cell is a rule on an engine form and a kind of layer or network. */
    static String audit(CrossCheckFindings findings, Ink ink) {
        Tally all = findings.all();
        int empty = all.empty();
        String text =
                "Self-audit: " + Figures.plural(all.cells(), "cell", "cells") + ", " + Figures.count(all.checked())
                        + " judgements, " + Figures.count(empty) + " empty; " + Figures.count(all.leftOut())
                        + " left out as the rules say, " + Figures.count(all.notApplicable()) + " cells n/a; "
                        + Figures.seconds(findings.result().seconds());
        String lines = Wrapped.lines(text, 0, 2, CrossCheckConsole.WIDTH);
        return empty > 0 ? ink.bad(lines.stripTrailing()) + "\n" : lines;
    }
}
