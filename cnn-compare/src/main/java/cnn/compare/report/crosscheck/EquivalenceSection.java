package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Equivalence;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.compare.report.Whiskers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether engines learn equally well: differences of accuracy with intervals, in the band that counts as equal. */
final class EquivalenceSection {
    private EquivalenceSection() {}

    static Tag of(List<Equivalence> equivalences) {
        Tag section = Page.section("accuracy", "Do they learn equally well?");
        if (equivalences.isEmpty()) {
            return section.add(Page.paragraph("empty", "No accuracies were compared."));
        }
        Map<Double, List<Equivalence>> bands = new LinkedHashMap<>();
        equivalences.forEach(e ->
                bands.computeIfAbsent(e.delta(), delta -> new ArrayList<>()).add(e));
        Tag charts = Tag.of("div");
        int number = 0;
        for (Map.Entry<Double, List<Equivalence>> band : bands.entrySet()) {
            charts.add(chart(band.getKey(), band.getValue(), number++));
        }
        return section.add(Page.explained(charts, explanation()), Page.folded("Seed by seed", seeds(equivalences)));
    }

    private static Tag chart(double delta, List<Equivalence> own, int number) {
        List<Whiskers.Row> rows = new ArrayList<>();
        for (Equivalence e : own) {
            EngineStyle style = new EngineStyle(
                    e.subject() + " − " + e.other(),
                    switch (e.verdict()) {
                        case EQUIVALENT -> 0;
                        case DIFFERENT -> 1;
                        case NOT_ENOUGH_DATA -> 3;
                    });
            rows.add(new Whiskers.Row(
                    style, e.low(), e.difference(), e.high(), e.verdict().words()));
        }
        String width = Figures.fixed(100 * delta, 1);
        String text = "Mean difference in accuracy over seeds with its interval; the band of ±" + width
                + " percentage points counts as equal.";
        List<Whiskers.Mark> marks = List.of(new Whiskers.Mark("band: ±" + width + " points", 0));
        Whiskers whiskers = new Whiskers(
                "equivalence" + number,
                "Differences in accuracy",
                text,
                rows,
                marks,
                Double.isFinite(delta) ? Optional.of(new Whiskers.Band(-delta, delta)) : Optional.empty());
        Tag body = Tag.of("tbody");
        for (Equivalence e : own) {
            Tag line = Page.line(
                    e.subject() + " and " + e.other(),
                    e.verdict().words(),
                    Figures.points(e.difference(), 2),
                    Figures.points(e.low(), 2) + " to " + Figures.points(e.high(), 2),
                    "±" + width,
                    Integer.toString(e.seeds().size()));
            body.add(e.verdict() == Equivalence.Verdict.DIFFERENT ? line.with("class", "bad") : line);
        }
        return Tag.of("div")
                .add(
                        Svg.responsive(whiskers::draw),
                        Page.scroll(Page.table("pair", "verdict", "difference", "interval", "δ", "seeds")
                                .add(body)));
    }

    private static Tag seeds(List<Equivalence> equivalences) {
        Tag body = Tag.of("tbody");
        for (Equivalence e : equivalences) {
            for (Equivalence.Seed seed : e.seeds()) {
                body.add(Page.line(
                        e.subject() + " and " + e.other(),
                        Long.toString(seed.seed()),
                        Figures.percent(seed.accuracy()),
                        Figures.percent(seed.otherAccuracy()),
                        Figures.pValue(seed.p())));
            }
        }
        return Page.scroll(
                Page.table("pair", "seed", "first", "second", "McNemar").add(body));
    }

    private static Tag explanation() {
        return Page.explanation(
                "Both engines learn from several seeds; the dot is the mean difference of their accuracies on the same"
                        + " test images, in percentage points, the whisker its interval. The shaded band holds the"
                        + " differences that count as none.",
                "Two figures are never equal, and “not significantly different” may mean only that too little was"
                        + " tried. Two one-sided tests turn the question round: the engines are equivalent if the whole"
                        + " whisker lies in the band, different if it lies off zero and not in the band; otherwise the"
                        + " data do not tell.",
                "Perhaps like nothing at all: a network with one wrong gradient often still learns. A whisker off the"
                        + " band to the left says that it learns worse.");
    }
}
