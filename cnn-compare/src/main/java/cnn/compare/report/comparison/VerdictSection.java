package cnn.compare.report.comparison;

import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.GradientRow;
import cnn.compare.result.Setup;
import cnn.compare.result.Training;
import java.util.Comparator;
import java.util.List;

/** The top of the page: what came out, in one sentence and a few figures. */
final class VerdictSection {
    private static final int SPELLED_OUT = 12;

    private VerdictSection() {}

    static Tag of(ComparisonResult result) {
        Findings findings = new Findings(result);
        boolean good = result.gradientsAgree();
        Setup setup = result.setup();
        Tag header = Tag.of("header")
                .add(
                        Page.paragraph("eyebrow", "One network, several implementations, every gradient compared"),
                        Tag.of("h1", good ? "good" : "wrong")
                                .add(Tag.of("span", "sign").text(good ? "✓" : "✗"))
                                .text(" " + findings.verdict()),
                        Page.paragraph("lead", lead(result, good)));
        if (!findings.disagreeing().isEmpty()) {
            header.add(disagreeing(findings.disagreeing()));
        }
        String about = setup.dataset() + " · seed " + setup.seed() + " · " + setup.started();
        return header.add(facts(result, findings), navigation(), Page.paragraph("note", about));
    }

    private static String lead(ComparisonResult result, boolean good) {
        int rows = result.gradients().size();
        String images = Figures.plural(result.setup().gradientBatch(), "image", "images");
        if (rows == 0) {
            return "A comparison of nothing agrees with nothing. The sections below say what is missing.";
        }
        return good
                ? "Each was given the same " + images + " and the same weights. Every activation and every gradient, "
                        + Figures.count(rows) + " tensors in all, is the textbook's, up to the rounding that its own "
                        + "arithmetic must make."
                : "Each was given the same " + images + " and the same weights. Rounding does not explain what is "
                        + "listed here: somewhere a formula, or its code, is different.";
    }

    private static Tag disagreeing(List<GradientRow> rows) {
        Tag list = Tag.of("ul");
        for (GradientRow row : rows.subList(0, Math.min(SPELLED_OUT, rows.size()))) {
            list.add(Tag.of("li")
                    .add(Tag.of("strong").text(Findings.label(row) + ": " + row.tensor() + " of " + row.layer()))
                    .text(" (" + row.kind() + "): " + String.join("; ", Findings.complaints(row)) + "."));
        }
        Tag box = Tag.of("div", "alarm").add(Tag.of("h2").text("What disagrees"), list);
        return rows.size() <= SPELLED_OUT
                ? box
                : box.add(Page.paragraph("… and " + (rows.size() - SPELLED_OUT) + " more, in the matrices below."));
    }

    private static Tag facts(ComparisonResult result, Findings findings) {
        Tag list = Tag.of("dl", "facts");
        int rows = result.gradients().size();
        long good = rows - findings.disagreeing().size();
        String agree = Figures.count(good) + " of " + Figures.count(rows);
        list.add(fact("tensors agree", agree, "activations and gradients"));
        Findings.worst(result.gradients())
                .ifPresent(worst -> list.add(fact(
                        "worst error ÷ bound",
                        Figures.ratio(worst.localErrorOverBound()),
                        Findings.label(worst) + ", " + worst.layer() + " " + worst.tensor() + "; 1 is the limit")));
        List<Training> trainings = result.trainings();
        if (trainings.isEmpty()) {
            return list;
        }
        Comparator<Training> byAccuracy = Comparator.comparingDouble(Training::accuracy);
        Training least = trainings.stream().min(byAccuracy).orElseThrow();
        Training most = trainings.stream().max(byAccuracy).orElseThrow();
        String range = trainings.size() == 1 || least.correct() == most.correct()
                ? Figures.percent(most.accuracy())
                : Figures.percent(least.accuracy()) + " – " + Figures.percent(most.accuracy());
        list.add(fact("test accuracy", range, Figures.plural(most.tested(), "image", "images") + " never trained on"));
        Training fast = trainings.stream()
                .max(Comparator.comparingDouble(Training::imagesPerSecond))
                .orElseThrow();
        Training reference = findings.speedReference().orElseThrow();
        list.add(fact(
                "fastest",
                Findings.label(fast),
                Figures.fixed(fast.imagesPerSecond(), 0) + " images a second, "
                        + Figures.ratio(fast.imagesPerSecond() / reference.imagesPerSecond()) + " × "
                        + Findings.label(reference)));
        return list;
    }

    private static Tag fact(String term, String figure, String note) {
        return Tag.of("div")
                .add(
                        Tag.of("dt").text(term),
                        Tag.of("dd", "figure").text(figure),
                        Tag.of("dd", "note").text(note));
    }

    private static Tag navigation() {
        Tag navigation = Tag.of("nav").with("aria-label", "sections");
        String[] targets = {
            "network", "Network", "gradients", "Gradients", "ulps", "ULPs", "loss", "Loss", "drift", "Drift",
            "accuracy", "Accuracy", "speed", "Speed", "again", "Run it again"
        };
        for (int i = 0; i < targets.length; i += 2) {
            navigation.add(Tag.of("a").with("href", "#" + targets[i]).text(targets[i + 1]));
        }
        return navigation;
    }
}
