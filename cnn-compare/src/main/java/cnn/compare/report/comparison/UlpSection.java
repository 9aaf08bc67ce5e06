package cnn.compare.report.comparison;

import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.Histogram;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.GradientRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the differences are distributed: a small histogram for each engine and kind of tensor. */
final class UlpSection {
    private UlpSection() {}

    static Tag of(ComparisonResult result) {
        Tag section = Page.section("ulps", "How many steps of the number line apart?");
        if (result.gradients().isEmpty()) {
            return section.add(Page.paragraph("empty", "No gradient was compared."));
        }
        int buckets = result.gradients().stream()
                .mapToInt(row -> lastUsed(row.ulps().histogram()) + 1)
                .max()
                .orElse(1);
        Map<String, List<GradientRow>> engines = new Findings(result).byEngine();
        Map<String, EngineStyle> styles = EngineStyles.of(result);
        Tag grid = Tag.of("div", "histograms");
        for (String engine : engines.keySet()) {
            grid.add(Tag.of("h3").text(engine));
            Tag line = Tag.of("div", "multiples");
            for (TensorGroup group : TensorGroup.values()) {
                List<GradientRow> rows =
                        engines.get(engine).stream().filter(group::holds).toList();
                if (!rows.isEmpty()) {
                    line.add(histogram(styles.get(engine), group, rows, Math.max(buckets, 4)));
                }
            }
            grid.add(line);
        }
        return section.add(Page.explained(grid, explanation()));
    }

    private static Tag histogram(EngineStyle style, TensorGroup group, List<GradientRow> rows, int buckets) {
        List<Long> sums = new ArrayList<>();
        for (GradientRow row : rows) {
            List<Long> counts = row.ulps().histogram();
            for (int k = 0; k < counts.size(); k++) {
                if (k == sums.size()) {
                    sums.add(0L);
                }
                sums.set(k, sums.get(k) + counts.get(k));
            }
        }
        boolean bad = rows.stream().anyMatch(row -> !row.agrees());
        double max = rows.stream().mapToDouble(row -> row.ulps().max()).max().orElse(0);
        double median = rows.stream().mapToDouble(row -> row.ulps().median()).max().orElse(0);
        String note = (bad ? "✗ disagrees · " : "") + "median ≤ " + Figures.ulps(median) + " · max "
                + Figures.ulps(max) + " ULPs";
        String id = "ulp-" + style.name().replace(' ', '-') + "-" + group.ordinal();
        return new Histogram(id, group.title(), note, sums, buckets, bad)
                .draw(style);
    }

    private static int lastUsed(List<Long> histogram) {
        int last = histogram.size() - 1;
        while (last > 0 && histogram.get(last) == 0) {
            last--;
        }
        return Math.max(0, last);
    }

    private static Tag explanation() {
        return Page.explanation(
                "Floating-point numbers lie on the number line like ticks on a ruler. A ULP is the step from one to "
                        + "the next, in the engine's own precision. Each bar says how many elements are 0, 1, 2–3, "
                        + "4–7, … steps from the oracle's; the figure at the top is the highest bar's share. Below: "
                        + "the largest median among the layers, and the furthest element.",
                "A norm sums up a whole tensor; a single bad element among a million drowns in it. Here it stands "
                        + "alone, far to the right. A long thin tail is normal: where large terms cancel, what is "
                        + "left is small and its rounding error spans many of its tiny steps.",
                "The whole hill moves to the right, to millions of ULPs in float32 and 10¹² or more in float64, and no "
                        + "element is left near 0. If only borders are wrong, as with a padding mistake, a second, "
                        + "small hill appears there.");
    }
}
