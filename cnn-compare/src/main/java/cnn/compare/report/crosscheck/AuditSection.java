package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.List;

/** What was checked at all, what was not, and on what machine. */
final class AuditSection {
    private static final int LISTED = 100;

    private AuditSection() {}

    static Tag of(CrossCheckFindings findings) {
        Tally all = findings.all();
        Tag section = Page.section("audit", "Was anything left out?")
                .add(Page.paragraph(
                        "Every rule says beforehand on which engines and layers it will be tried; a place for which"
                                + " nothing was entered afterwards fails the run. A check of nothing is no check."));
        Tag body = Tag.of("tbody");
        findings.subjects()
                .forEach(subject -> body.add(
                        line(subject, findings.tally(cell -> cell.subject().equals(subject)))));
        body.add(line("all", all));
        section.add(Page.scroll(Page.table(
                        "engine",
                        "cells",
                        "judgements",
                        "left out by rule",
                        "does not apply",
                        "known findings",
                        "failed",
                        "empty")
                .add(body)));
        section.add(empty(findings.result().empty()));
        if (!findings.result().subjects().isEmpty()) {
            Tag engines = Tag.of("tbody");
            findings.result().subjects().forEach(s -> engines.add(Page.line(s.label(), s.description())));
            section.add(
                    Tag.of("h3").text("Who took part"),
                    Page.scroll(Page.table("engine", "what it is").add(engines)));
        }
        return findings.result().setup().isEmpty()
                ? section
                : section.add(
                        Tag.of("h3").text("What ran, on what"),
                        Page.code(String.join("\n", findings.result().setup())));
    }

    private static Tag line(String name, Tally tally) {
        Tag line = Page.line(
                name,
                Figures.count(tally.cells()),
                Figures.count(tally.checked()),
                Figures.count(tally.leftOut()),
                Figures.count(tally.notApplicable()),
                Figures.count(tally.known()),
                Figures.count(tally.failures()),
                Figures.count(tally.empty()));
        return tally.isBad() ? line.with("class", "bad") : line;
    }

    private static Tag empty(List<Cell> empty) {
        if (empty.isEmpty()) {
            return Page.paragraph("No place stayed empty.");
        }
        Tag list = Tag.of("ul");
        empty.stream()
                .limit(LISTED)
                .forEach(cell ->
                        list.add(Tag.of("li").text(cell.rule() + ", " + cell.kind() + " on " + cell.subject())));
        Tag box = Tag.of("div", "alarm").add(Tag.of("h2").text("Left unchecked"), list);
        return empty.size() <= LISTED ? box : box.add(Page.paragraph("… and " + (empty.size() - LISTED) + " more."));
    }
}
