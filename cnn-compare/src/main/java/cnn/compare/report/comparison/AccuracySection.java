package cnn.compare.report.comparison;

import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.compare.report.Whiskers;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.PairedTest;
import cnn.compare.result.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the trained networks are worth: accuracies with intervals, paired tests, confusion matrices. */
final class AccuracySection {
    private AccuracySection() {}

    static Tag of(ComparisonResult result) {
        Tag section = Page.section("accuracy", "Are they equally good at it?");
        List<Training> trainings = result.trainings();
        if (trainings.isEmpty()) {
            return section.add(Page.paragraph("empty", "Nothing was trained."));
        }
        section.add(Page.explained(whiskers(result), explanation()));
        section.add(Tag.of("h3").text("Do any two differ?"));
        if (result.pairs().isEmpty()) {
            section.add(Page.paragraph("empty", "There is no pair of trained engines to compare."));
        } else {
            section.add(pairs(result.pairs()));
        }
        section.add(Tag.of("h3").text("Which classes are confused?"));
        Tag grids = Tag.of("div", "grids");
        trainings.stream()
                .filter(t -> !t.confusion().isEmpty())
                .forEach(t -> grids.add(
                        Page.scroll(new ConfusionGrid(t, result.setup().classes()).draw())));
        return section.add(
                Page.paragraph("A line for what the pictures show, a column for what the engine answered; the "
                        + "diagonal is right. Engines that learnt the same confuse the same."),
                grids);
    }

    private static Tag whiskers(ComparisonResult result) {
        List<Whiskers.Row> rows = new ArrayList<>();
        Map<String, EngineStyle> styles = EngineStyles.of(result);
        for (Training t : result.trainings()) {
            rows.add(new Whiskers.Row(styles.get(Findings.label(t)), t.low(), t.accuracy(), t.high()));
        }
        double chance = new Findings(result).chance();
        double baseline = result.setup().linearBaseline();
        List<Whiskers.Mark> marks = List.of(
                new Whiskers.Mark("guessing " + Figures.percent(chance), chance),
                new Whiskers.Mark("linear classifier " + Figures.percent(baseline), baseline));
        String text = "Share of the test images whose class was found, with Wilson's 95% interval; vertical lines at "
                + "what guessing and a linear classifier on the raw pixels reach.";
        return Tag.of("div").add(Svg.responsive(
                width -> new Whiskers("accuracies", "Test accuracy of each engine", text, rows, marks).draw(width)));
    }

    private static Tag pairs(List<PairedTest> pairs) {
        Tag body = Tag.of("tbody");
        for (PairedTest pair : pairs) {
            Tag line = Page.line(
                    Findings.sentence(pair), Figures.count(pair.onlyEngine()), Figures.count(pair.onlyOther()));
            body.add(pair.differ() ? line.with("class", "bad") : line);
        }
        return Page.scroll(Page.sentences("", "first only", "second only").add(body))
                .add(Page.paragraph("note", "First only, second only: images that just one of the two got "
                        + "right. McNemar's exact test on them, two-sided, at the 5% level. Of "
                        + "twenty pairs that are equally good, one looks different by chance, on average."));
    }

    private static Tag explanation() {
        return Page.explanation(
                "The dot is the share of test images whose class was found. The test images are a sample; on all "
                        + "pictures of their kind the share may be a little different. The whisker holds what it may "
                        + "be: drawn like this, 95 of 100 whiskers hold the true share. Dashed: what guessing gives, "
                        + "and what a linear classifier on the raw pixels reaches.",
                "A convolutional network must beat the linear classifier by more than its whisker, or it has learnt "
                        + "nothing that needs convolutions. Whether two engines differ is not read off overlapping "
                        + "whiskers: they saw the same pictures, so only pictures on which they disagree count.",
                "Perhaps like nothing at all. A network with one wrong gradient often still learns, only somewhat "
                        + "worse or slower: a dot further to the left, a whisker that reaches the linear classifier. "
                        + "Accuracy is the weakest test on this page.");
    }
}
