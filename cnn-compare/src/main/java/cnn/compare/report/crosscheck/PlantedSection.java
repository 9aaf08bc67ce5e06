package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The kill matrix: real mistakes, planted one at a time, and the rules that noticed them. */
final class PlantedSection {
    private PlantedSection() {}

    static Tag of(KillMatrix planted) {
        List<Rule> useful = planted.rules().stream()
                .filter(rule ->
                        planted.rows().stream().anyMatch(row -> row.caughtBy().contains(rule.id())))
                .toList();
        Tag head = Tag.of("tr").add(Tag.of("th").with("scope", "col").text("fault"));
        head.add(Tag.of("th").with("scope", "col").text("in"));
        useful.forEach(rule -> head.add(
                Tag.of("th").with("scope", "col").with("title", rule.text()).text(rule.id())));
        Tag body = Tag.of("tbody");
        List<KillMatrix.Row> rows = new ArrayList<>(planted.rows());
        rows.sort(Comparator.comparing(KillMatrix.Row::killed));
        rows.forEach(row -> body.add(line(row, useful)));
        int killed = rows.size() - CrossCheckFindings.survivors(planted).size();
        List<String> silent = planted.rules().stream()
                .filter(rule -> !useful.contains(rule))
                .map(Rule::id)
                .toList();
        Tag section = Page.section("planted", "Would it have noticed?")
                .add(
                        Page.paragraph(
                                killed + " of " + rows.size() + " planted faults were noticed; copies without a fault"
                                        + " broke " + Figures.plural(planted.controls(), "rule", "rules") + "."),
                        Page.paragraph(
                                "Each fault is a mistake that people really make in backward passes. It is planted in"
                                    + " a copy of a layer or an update, and all rules are tried on the copy; ● marks"
                                    + " those that noticed. A click on a fault explains it."),
                        Page.scroll(Tag.of("table", "plain planted")
                                .add(Tag.of("thead").add(head), body)));
        return silent.isEmpty()
                ? section
                : section.add(Page.paragraph(
                        "note", "Tried, and noticed none of these faults: " + String.join(", ", silent) + "."));
    }

    private static Tag line(KillMatrix.Row row, List<Rule> rules) {
        Tag about = Tag.of("div", "teaching").add(Page.paragraph(row.what()));
        if (!row.source().isBlank()) {
            about.add(Page.paragraph("note", "Known from " + row.source()));
        }
        if (!row.first().isBlank()) {
            about.add(Page.paragraph("note", "First noticed so: " + row.first()));
        }
        String name = row.killed() ? row.fault() : "✗ " + row.fault() + " – nobody noticed";
        Tag line = Tag.of("tr")
                .add(
                        Tag.of("th").with("scope", "row").add(Page.folded(name, about)),
                        Tag.of("td").text(row.kind()));
        for (Rule rule : rules) {
            boolean caught = row.caughtBy().contains(rule.id());
            line.add(caught ? Tag.of("td", "caught").text("●") : Tag.of("td").text("·"));
        }
        return row.killed() ? line : line.with("class", "bad");
    }
}
