package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.WorstCase;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.Histogram;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far from the oracle all elements of all cases are: a small histogram for each engine and group of tensors. */
final class UlpSection {
    private UlpSection() {}

    static Tag of(CrossCheckResult result) {
        Tag section = Page.section("ulps", "How many steps of the number line apart?");
        Map<String, Map<String, List<WorstCase>>> groups = new LinkedHashMap<>();
        for (WorstCase worst : result.worstCases()) {
            groups.computeIfAbsent(worst.subject(), subject -> new LinkedHashMap<>())
                    .computeIfAbsent(group(worst.tensor()), group -> new ArrayList<>())
                    .add(worst);
        }
        if (groups.isEmpty()) {
            return section.add(Page.paragraph("empty", "No layer was compared with the oracle."));
        }
        int buckets = Math.max(
                4,
                result.worstCases().stream()
                        .mapToInt(worst -> used(worst.ulps().histogram()))
                        .max()
                        .orElse(1));
        Tag grid = Tag.of("div", "histograms");
        Map<String, Integer> engines = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<String, Map<String, List<WorstCase>>> subject : groups.entrySet()) {
            grid.add(Tag.of("h3").text(subject.getKey()));
            Tag line = Tag.of("div", "multiples");
            // All forms of an engine look alike.
            String engine = subject.getKey().split(" ")[0];
            int look = engines.computeIfAbsent(engine, name -> engines.size());
            EngineStyle style = new EngineStyle(subject.getKey(), look);
            for (Map.Entry<String, List<WorstCase>> group : subject.getValue().entrySet()) {
                line.add(histogram("ulp" + number++, group.getKey(), group.getValue(), buckets)
                        .draw(style));
            }
            grid.add(line);
        }
        return section.add(Page.explained(grid, explanation()));
    }

    private static String group(String tensor) {
        return tensor.equals("y")
                ? "activations y"
                : tensor.equals("dx") ? "input gradients dx" : "parameter gradients";
    }

    private static Histogram histogram(String id, String title, List<WorstCase> own, int buckets) {
        List<Long> sums = new ArrayList<>();
        for (WorstCase worst : own) {
            List<Long> counts = worst.ulps().histogram();
            for (int k = 0; k < counts.size(); k++) {
                if (k == sums.size()) {
                    sums.add(0L);
                }
                sums.set(k, sums.get(k) + counts.get(k));
            }
        }
        WorstCase furthest = own.stream()
                .max(Comparator.comparingDouble(worst -> worst.ulps().max()))
                .orElseThrow();
        String note = "furthest: " + Figures.ulps(furthest.ulps().max()) + " ULPs, " + furthest.kind();
        boolean bad = own.stream().anyMatch(worst -> worst.errorOverBound() > 1);
        return new Histogram(id, title, (bad ? "beyond a bound · " : "") + note, sums, buckets, bad);
    }

    private static int used(List<Long> histogram) {
        int last = histogram.size();
        while (last > 1 && histogram.get(last - 1) == 0) {
            last--;
        }
        return last;
    }

    private static Tag explanation() {
        return Page.explanation(
                "A ULP is the step from one floating-point number to the next, in the engine's own precision. Each bar"
                    + " says how many elements of all layers and cases are 0, 1, 2–3, 4–7, … steps from the oracle's;"
                    + " the figure at the top is the highest bar's share.",
                "A single bad element among millions stands alone, far to the right. A thin tail is normal: where large"
                        + " terms cancel, what is left is small, and its rounding error spans many of its tiny steps."
                        + " That is why bounds and not ULPs decide.",
                "The hill, or a second one, moves to the right: to millions of ULPs in float32, to 10¹² and more in"
                        + " float64.");
    }
}
