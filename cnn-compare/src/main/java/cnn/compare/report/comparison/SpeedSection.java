package cnn.compare.report.comparison;

import cnn.compare.report.Bars;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How fast each engine trained. */
final class SpeedSection {
    private SpeedSection() {}

    static Tag of(ComparisonResult result) {
        Tag section = Page.section("speed", "How fast are they?");
        List<Training> trainings = result.trainings();
        if (trainings.isEmpty()) {
            return section.add(Page.paragraph("empty", "Nothing was trained."));
        }
        Training reference = new Findings(result).speedReference().orElseThrow();
        String unit = "× " + Findings.label(reference);
        List<Bars.Bar> bars = new ArrayList<>();
        Tag body = Tag.of("tbody");
        Map<String, EngineStyle> styles = EngineStyles.of(result);
        for (Training t : trainings) {
            double rate = t.imagesPerSecond();
            String images = Figures.fixed(rate, rate < 100 ? 1 : 0);
            String ratio = Figures.ratio(rate / reference.imagesPerSecond());
            bars.add(new Bars.Bar(styles.get(Findings.label(t)), rate, images + " (" + ratio + " ×)"));
            List<Double> epochs = t.epochSeconds();
            body.add(Page.line(
                    Findings.label(t),
                    epochs.isEmpty() ? "–" : Figures.seconds(epochs.get(0)),
                    epochs.size() < 2 ? "–" : Figures.seconds(t.medianEpochSeconds()),
                    images,
                    ratio));
        }
        String text = "Training speed of each engine in images a second, as bars from zero.";
        Tag chart = Tag.of("div")
                .add(Svg.responsive(
                        width -> new Bars("speeds", "Images a second", text, "images a second", bars).draw(width)));
        return section.add(
                Page.explained(chart, explanation(Findings.label(reference))),
                Page.scroll(Page.table("engine", "first epoch", "later epochs, median", "images a second", unit)
                        .add(body)));
    }

    private static Tag explanation(String reference) {
        return Page.explanation(
                "Images a second while training, updates included, evaluation not; in brackets, how many times as "
                        + "fast as " + reference + ". The first epoch, in which a virtual machine compiles what is hot, is in the "
                        + "table but not in the bars, if there were more.",
                "All do the same sums. What differs is how they walk through memory, how many they do at once, and how "
                        + "much they copy on the way.",
                "It may well look faster: work left out is time saved. That is why speed comes last on this page, "
                        + "after everything that shows that the work was done.");
    }
}
