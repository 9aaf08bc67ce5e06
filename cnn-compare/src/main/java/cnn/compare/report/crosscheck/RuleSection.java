package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.List;
import java.util.Optional;

/** The rules in plain words, level by level, with what came of each. */
final class RuleSection {
    private RuleSection() {}

    static Tag of(CrossCheckFindings findings) {
        Tag section = Page.section("rules", "What was demanded?");
        if (findings.levels().isEmpty()) {
            return section.add(Page.paragraph("empty", "No rule was tried."));
        }
        for (Level level : findings.levels()) {
            List<Rule> own = findings.rules().stream()
                    .filter(rule -> rule.level() == level)
                    .toList();
            section.add(
                    Tag.of("h3").text("Level " + level.word() + ", " + Figures.plural(own.size(), "rule", "rules")),
                    Page.paragraph(words(level)),
                    Page.folded("Its rules", table(findings, own)));
        }
        return section;
    }

    private static Tag table(CrossCheckFindings findings, List<Rule> rules) {
        Tag body = Tag.of("tbody");
        for (Rule rule : rules) {
            Tally tally = findings.tally(cell -> cell.rule().equals(rule.id()));
            Optional<Cell> worst = findings.worst(cell -> cell.rule().equals(rule.id()));
            Tag line = Page.line(
                    rule.text(),
                    Figures.count(tally.checked()),
                    Figures.count(tally.leftOut()),
                    worst.map(cell -> Figures.ratio(cell.worst())).orElse("–"),
                    worst.map(cell -> cell.kind() + " on " + cell.subject()).orElse("–"),
                    tally.marks());
            body.add(tally.isBad() ? line.with("class", "bad") : line);
        }
        return Page.scroll(Page.sentences("rule", "judged", "left out", "worst ÷ bound", "where", "")
                .add(body));
    }

    private static String words(Level level) {
        return switch (level) {
            case CONTRACT ->
                "What every layer of a backend owes whoever calls it, whatever it computes: it leaves its inputs"
                        + " alone, overwrites instead of adding to what was there, is linear backwards, gives the same"
                        + " answer twice, says clearly what it cannot do.";
            case LAYER ->
                "One layer alone, on awkward shapes, random cases and special values: its output, the gradient that it"
                    + " hands back and its parameters' gradients against the oracle, within a bound derived for each"
                    + " element; and against central differences of the forward pass, which know no backward formula"
                    + " at all.";
            case NETWORK ->
                "Whole networks, one pass forward and back: no layer may add an error that its own rounding and"
                        + " the error of its inputs do not explain.";
            case TRAJECTORY ->
                "Many updates from the same start, on the same batches: parameters and losses may part no"
                        + " faster than those of two runs of one engine that begin one unit in the last place apart.";
            case ACCURACY ->
                "What is learnt in the end, over many seeds: mean accuracies must be equivalent within a"
                        + " margin, or the data must say that they do not tell.";
            case DETERMINISM ->
                "The same training again: where the same bits are promised, for any number of threads, they"
                        + " must be the same.";
        };
    }
}
