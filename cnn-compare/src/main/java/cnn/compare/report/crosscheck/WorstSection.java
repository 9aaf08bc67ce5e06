package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.WorstCase;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The cases that came nearest to their bounds, with the commands that show them again. */
final class WorstSection {
    private static final int SHOWN = 20;
    private static final int FOLDED = 200;

    private WorstSection() {}

    static Tag of(CrossCheckResult result) {
        Tag section = Page.section("worst", "Which cases came nearest to their bounds?");
        List<WorstCase> worst = new ArrayList<>(result.worstCases());
        if (worst.isEmpty()) {
            return section.add(Page.paragraph("empty", "No case was measured."));
        }
        worst.sort(Comparator.comparingDouble(w -> Double.isNaN(w.errorOverBound()) ? 0 : -w.errorOverBound()));
        section.add(
                Page.paragraph(
                        "Of every engine, kind of layer and tensor the case with the largest error over its bound. A"
                            + " click on a command selects it; run in a terminal, it shows the case again with all its"
                            + " numbers."),
                table(worst.subList(0, Math.min(SHOWN, worst.size()))));
        if (worst.size() > SHOWN) {
            int to = Math.min(SHOWN + FOLDED, worst.size());
            String rest = to < worst.size() ? " (of " + Figures.count(worst.size()) + "; the JSON file has all)" : "";
            section.add(Page.folded("The next " + (to - SHOWN) + rest, table(worst.subList(SHOWN, to))));
        }
        return section;
    }

    private static Tag table(List<WorstCase> worst) {
        Tag body = Tag.of("tbody");
        for (WorstCase w : worst) {
            Tag line = Page.line(
                    CrossCheckFindings.named(w.kind(), w.tensor()),
                    w.subject(),
                    Figures.ratio(w.errorOverBound()),
                    Figures.ulps(w.ulps().max()),
                    w.on());
            line.add(Tag.of("td").add(HeadSection.command(w.replay())));
            body.add(w.errorOverBound() > 1 ? line.with("class", "bad") : line);
        }
        return Page.scroll(Page.table("tensor", "engine", "error ÷ bound", "ULPs, at most", "case", "again")
                .add(body));
    }
}
