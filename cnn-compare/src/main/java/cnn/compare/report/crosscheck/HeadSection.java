package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Failure;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import cnn.compare.report.crosscheck.CrossCheckFindings.Group;
import java.util.List;

/** The top of the page: what came out, the cause of what is wrong, a few figures, where to find the rest. */
final class HeadSection {
    private static final int GROUPS = 15;

    private HeadSection() {}

    static Tag of(CrossCheckFindings findings) {
        boolean good = findings.result().passes();
        Tag header = Tag.of("header")
                .add(
                        Page.paragraph("eyebrow", "Every engine, layer by layer, network by network, step by step"),
                        Tag.of("h1", good ? "good" : "wrong")
                                .add(Tag.of("span", "sign").text(good ? "✓" : "✗"))
                                .text(" " + (good ? "Nothing disagrees." : headline(findings))),
                        Page.paragraph("lead", findings.verdict()));
        List<Failure> failures = findings.result().failures();
        if (!failures.isEmpty()) {
            header.add(failed(findings, failures));
        }
        findings.result()
                .planted()
                .map(CrossCheckFindings::survivors)
                .filter(rows -> !rows.isEmpty())
                .ifPresent(rows -> {
                    Tag list = Tag.of("ul");
                    rows.forEach(row -> list.add(Tag.of("li")
                            .add(Tag.of("strong").text(row.fault()))
                            .text(" (" + row.kind() + "): " + row.what())));
                    header.add(
                            Tag.of("div", "alarm").add(Tag.of("h2").text("Planted faults that nobody noticed"), list));
                });
        return header.add(facts(findings), navigation(findings));
    }

    private static String headline(CrossCheckFindings findings) {
        if (findings.result().failures().isEmpty()) {
            return "Not everything was shown to be right.";
        }
        Failure first = findings.result().failures().get(0);
        return CrossCheckFindings.named(first.kind(), first.tensor()) + " on " + first.subject() + " disagrees.";
    }

    private static Tag failed(CrossCheckFindings findings, List<Failure> failures) {
        Failure f = failures.get(0);
        Tag box = Tag.of("div", "alarm")
                .add(
                        Tag.of("h2")
                                .text("First: " + CrossCheckFindings.named(f.kind(), f.tensor()) + " on "
                                        + f.subject()),
                        Page.paragraph(f.where() + ": " + f.detail() + "."),
                        Page.paragraph("It breaks " + findings.rule(f.rule()).text() + "."));
        f.replay().ifPresent(replay -> box.add(command(replay)));
        List<Group> groups = CrossCheckFindings.groups(failures.subList(1, failures.size()));
        if (groups.isEmpty()) {
            return box;
        }
        Tag list = Tag.of("ul");
        for (Group group : groups.subList(0, Math.min(GROUPS, groups.size()))) {
            list.add(Tag.of("li")
                    .add(Tag.of("strong").text(group.what() + " on " + group.subject()))
                    .text(": " + Figures.plural(group.failures().size(), "time", "times") + ", by " + group.rules()
                            + "; for example " + group.failures().get(0).where()));
        }
        box.add(Tag.of("h2").text("Failed too"), list);
        return groups.size() <= GROUPS ? box : box.add(Page.paragraph("… and " + (groups.size() - GROUPS) + " more."));
    }

    /** A command line that one click selects, to be copied. */
    static Tag command(String line) {
        return Tag.of("code", "command").text(line);
    }

    private static Tag facts(CrossCheckFindings findings) {
        Tally all = findings.all();
        Tag list = Tag.of("dl", "facts")
                .add(
                        fact(
                                "judgements",
                                Figures.count(all.checked()),
                                Figures.plural(all.cells(), "cell", "cells") + ", " + all.empty()
                                        + " left unchecked, in "
                                        + Figures.seconds(findings.result().seconds())),
                        fact(
                                "engine forms",
                                Figures.count(findings.subjects().size()),
                                Figures.plural(findings.rules().size(), "rule", "rules") + " on "
                                        + Figures.plural(findings.levels().size(), "level", "levels")));
        findings.worst(cell -> cell.known().isEmpty())
                .ifPresent(cell -> list.add(fact(
                        "worst error ÷ bound",
                        Figures.ratio(cell.worst()),
                        cell.kind() + " on " + cell.subject() + ", " + cell.rule() + "; 1 is the limit")));
        findings.result()
                .planted()
                .ifPresent(planted -> list.add(fact(
                        "planted faults noticed",
                        planted.rows().size()
                                - CrossCheckFindings.survivors(planted).size() + " of "
                                + planted.rows().size(),
                        "unharmed copies broke " + Figures.plural(planted.controls(), "rule", "rules"))));
        return list;
    }

    private static Tag fact(String term, String figure, String note) {
        return Tag.of("div")
                .add(
                        Tag.of("dt").text(term),
                        Tag.of("dd", "figure").text(figure),
                        Tag.of("dd", "note").text(note));
    }

    private static Tag navigation(CrossCheckFindings findings) {
        Tag navigation = Tag.of("nav").with("aria-label", "sections");
        String[] targets = {
            "kinds",
            "Layers",
            "evidence",
            "Independence",
            "walks",
            "First divergence",
            "ulps",
            "ULPs",
            "worst",
            "Worst cases",
            "trajectories",
            "Trajectories",
            "accuracy",
            "Accuracy",
            "bits",
            "Determinism",
            "planted",
            "Planted faults",
            "rules",
            "Rules",
            "audit",
            "Self-audit"
        };
        for (int i = 0; i < targets.length; i += 2) {
            if (!targets[i].equals("planted") || findings.result().planted().isPresent()) {
                navigation.add(Tag.of("a").with("href", "#" + targets[i]).text(targets[i + 1]));
            }
        }
        return navigation;
    }
}
