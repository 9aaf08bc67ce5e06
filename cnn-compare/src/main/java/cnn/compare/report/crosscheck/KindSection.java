package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Engine forms against kinds of layers and networks: the worst of each, and the rules behind it. */
final class KindSection {
    private static final int RULES_IN_A_TIP = 12;

    private record Place(String subject, String kind) {}

    private final CrossCheckFindings findings;
    private final Map<Place, List<Cell>> cells = new HashMap<>();
    private final List<String> kinds;

    KindSection(CrossCheckFindings findings) {
        this.findings = findings;
        this.kinds = findings.kinds();
        findings.result().cells().forEach(cell -> cells.computeIfAbsent(
                        new Place(cell.subject(), cell.kind()), place -> new ArrayList<>())
                .add(cell));
    }

    Tag draw() {
        Tag section = Page.section("kinds", "Is every layer right on every engine?");
        if (kinds.isEmpty()) {
            return section.add(Page.paragraph("empty", "No layer was checked."));
        }
        Tag head = Tag.of("tr").add(Tag.of("th").with("scope", "col").text("layer or network"));
        findings.subjects()
                .forEach(subject -> head.add(Tag.of("th").with("scope", "col").text(breakable(subject))));
        Tag body = Tag.of("tbody");
        for (int k = 0; k < kinds.size(); k++) {
            String kind = kinds.get(k);
            Tag name = Tag.of("a").with("href", "#kind" + k).text(kind);
            Tag line = Tag.of("tr").add(Tag.of("th").with("scope", "rowgroup").add(name));
            findings.subjects().forEach(subject -> line.add(cell(subject, kind)));
            body.add(line);
        }
        Tag details = Tag.of("div", "folds");
        for (int k = 0; k < kinds.size(); k++) {
            details.add(Page.folded(kinds.get(k), rules(kinds.get(k))).with("id", "kind" + k));
        }
        return section.add(
                Page.paragraph("The worst error of each engine on each kind of layer, divided by its bound: up to 1 is"
                        + " rounding, beyond it is something else. Point at a cell, tap it or tab to it for the rules"
                        + " behind it; a layer's name leads to all of them."),
                legend(),
                Page.scroll(Tag.of("table", "heat kinds").add(Tag.of("thead").add(head), body)),
                known(),
                Tag.of("h3").text("Rule by rule"),
                details,
                explanation());
    }

    private Tag cell(String subject, String kind) {
        List<Cell> own = cells.getOrDefault(new Place(subject, kind), List.of());
        Tally tally = Tally.of(own);
        if (own.isEmpty()) {
            return Tag.of("td", "none");
        }
        Tag cell = Tag.of("td", css(tally)).with("tabindex", 0).with("title", tip(subject, kind, own));
        return cell.text(tally.nothingApplies() ? "n/a" : sign(tally) + tally.figure());
    }

    /** A long option may go on in the next line: a column is as wide as its figures. */
    private static String breakable(String subject) {
        return subject.replace("=", "=\u200b");
    }

    private static String sign(Tally tally) {
        return tally.failures() > 0 ? "✗ " : tally.empty() > 0 ? "∅ " : tally.known() > 0 ? "k " : "";
    }

    /** The style sheet's class: quiet well within the bound, louder towards it, loudest beyond. */
    static String css(Tally tally) {
        if (tally.isBad()) {
            return tally.failures() > 0 ? "h8 bad" : "none bad";
        }
        if (tally.nothingApplies()) {
            return "none";
        }
        if (tally.known() > 0) {
            return "h6 known";
        }
        double worst = tally.worst();
        return Double.isNaN(worst) || worst <= 0.01
                ? "h0"
                : worst <= 0.1 ? "h1" : worst <= 0.3 ? "h2" : worst <= 0.6 ? "h3" : "h4";
    }

    private String tip(String subject, String kind, List<Cell> own) {
        Tally all = Tally.of(own);
        StringBuilder text = new StringBuilder(kind + " on " + subject + "\n" + Figures.count(all.checked())
                + " judgements by " + Figures.plural(own.size(), "rule", "rules"));
        own.stream().sorted(GRAVEST).limit(RULES_IN_A_TIP).forEach(cell -> {
            Tally tally = Tally.of(List.of(cell));
            String reason = cell.notApplicable().map(why -> "n/a, " + why).orElseGet(tally::inWords);
            text.append('\n').append(cell.rule()).append(": ").append(reason);
        });
        return own.size() <= RULES_IN_A_TIP
                ? text.toString()
                : text + "\n… and " + (own.size() - RULES_IN_A_TIP) + " more";
    }

    private static final Comparator<Cell> GRAVEST = Comparator.<Cell>comparingInt(cell -> -cell.failures())
            .thenComparing(cell -> !cell.isEmpty())
            .thenComparing(cell -> cell.known().isEmpty())
            .thenComparingDouble(cell -> Double.isNaN(cell.worst()) ? 0 : -cell.worst());

    /** Rules by engines, of one kind. */
    private Tag rules(String kind) {
        Tag head = Tag.of("tr").add(Tag.of("th").with("scope", "col").text("rule"));
        findings.subjects()
                .forEach(subject -> head.add(Tag.of("th").with("scope", "col").text(breakable(subject))));
        Tag body = Tag.of("tbody");
        for (Rule rule : findings.rules()) {
            Tag line = Tag.of("tr").add(Tag.of("th").with("scope", "row").text(rule.text()));
            boolean any = false;
            for (String subject : findings.subjects()) {
                Tally tally = Tally.of(cells.getOrDefault(new Place(subject, kind), List.of()).stream()
                        .filter(cell -> cell.rule().equals(rule.id()))
                        .toList());
                any |= tally.cells() > 0;
                line.add((tally.isBad() ? Tag.of("td", "bad") : Tag.of("td")).text(tally.inWords()));
            }
            if (any) {
                body.add(line);
            }
        }
        return Page.scroll(Tag.of("table", "plain").add(Tag.of("thead").add(head), body));
    }

    private Tag known() {
        Set<String> known = findings.result().cells().stream()
                .flatMap(cell -> cell.known().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Tag list = Tag.of("ul", "note");
        known.forEach(finding -> list.add(Tag.of("li").text("k: " + finding)));
        return known.isEmpty() ? Tag.of("div") : list;
    }

    private static Tag legend() {
        String[] entries = {
            "h0",
            "≤ 0.01",
            "or no bound",
            "h1",
            "≤ 0.1",
            "",
            "h2",
            "≤ 0.3",
            "",
            "h3",
            "≤ 0.6",
            "",
            "h4",
            "≤ 1",
            "the limit",
            "h6",
            "k",
            "known finding",
            "h8",
            "✗",
            "failed",
            "none bad",
            "∅",
            "unchecked",
            "none",
            "n/a",
            "does not apply"
        };
        Tag list = Tag.of("ul", "ramp");
        for (int i = 0; i < entries.length; i += 3) {
            list.add(Tag.of("li")
                    .add(
                            Tag.of("span", entries[i]).text(entries[i + 1]),
                            Tag.of("small").text(entries[i + 2])));
        }
        return list;
    }

    private static Tag explanation() {
        return Page.explanation(
                        "A line for each kind of layer, then for each network; a column for each engine in one of its"
                                + " forms. The figure is the largest of all errors that any rule measured there, as a"
                                + " share of what rounding can explain; “ok” where rules ask yes or no.",
                        "The bound is no guess: it is derived for each element from the number of additions behind it,"
                                + " the unit roundoff, and the numbers added. A bug that changes one element in a"
                                + " corner of one odd shape shows here, though it would hide in any average.",
                        "A single loud cell with ✗, mostly in both precisions of an engine: a wrong formula does not"
                            + " care how many digits it is computed with. A whole column means a wrong engine; a whole"
                            + " line, that the oracle itself should be doubted.")
                .with("class", "columns");
    }
}
