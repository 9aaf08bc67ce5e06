package cnn.compare.report.comparison;

import cnn.compare.report.Axis;
import cnn.compare.report.Curves;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.LineChart;
import cnn.compare.report.Page;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.Drift;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How far the parameters of pairs of engines drift apart, against how far training has moved them. */
final class DriftSection {
    private DriftSection() {}

    static Tag of(ComparisonResult result) {
        Tag section = Page.section("drift", "How fast do their parameters drift apart?");
        List<Drift> drifts = result.drifts();
        if (drifts.isEmpty()) {
            return section.add(Page.paragraph("empty", "No pair of engines was followed."));
        }
        List<EngineStyle> styles = styles(result);
        List<LineChart.Series> series = new ArrayList<>();
        List<EngineStyle> drawn = new ArrayList<>();
        for (int k = 0; k < drifts.size(); k++) {
            // A logarithmic scale has no zero: step 0, where nothing has travelled, is told in the table.
            List<double[]> points = drifts.get(k).points().stream()
                    .filter(p -> p.distance() > 0 && p.travelled() > 0)
                    .map(p -> new double[] {p.travelled(), p.distance()})
                    .toList();
            if (Curves.finite(List.of(points), 1).length > 0) {
                drawn.add(styles.get(k));
                series.add(new LineChart.Series(styles.get(k), points, List.of()));
            }
        }
        Tag chart = series.isEmpty()
                ? Page.paragraph("empty", "No distance above zero was measured.")
                : Tag.of("div").add(EngineStyle.legend(drawn), chart(series));
        return section.add(Page.explained(chart, explanation()), table(drifts));
    }

    private static Tag chart(List<LineChart.Series> series) {
        List<List<double[]>> lines = series.stream().map(LineChart.Series::points).toList();
        double[] xs = Curves.finite(lines, 0);
        double[] ys = Curves.finite(lines, 1);
        Axis y = Axis.log(Arrays.stream(ys).min().orElseThrow(), Arrays.stream(ys).max().orElseThrow(), 7);
        double min = Arrays.stream(xs).min().orElseThrow();
        double max = Arrays.stream(xs).max().orElseThrow();
        return Svg.responsive(width -> {
            Axis x = Axis.log(min, max, width == Svg.WIDE ? 6 : 4);
            return new LineChart(
                            "drift",
                            "Distance between two engines' parameters over the distance travelled",
                            "Both on logarithmic scales; one line a pair of engines, one mark a measurement.",
                            x,
                            y,
                            "distance travelled from the initial weights",
                            "distance between the two",
                            series,
                            guides(x, y),
                            LineChart.Look.MEASURED)
                    .draw(width);
        });
    }

    /** Lines of equal ratio, every third decade, cut to the chart. */
    private static List<LineChart.Guide> guides(Axis x, Axis y) {
        List<LineChart.Guide> guides = new ArrayList<>();
        for (int e = -15; e <= 0; e += 3) {
            double ratio = Math.pow(10, e);
            double from = Math.max(x.low(), y.low() / ratio);
            double to = Math.min(x.high(), y.high() / ratio);
            if (from > 0 && Math.log10(to / from) > 0.3) {
                String label = e == 0 ? "all of it" : Axis.power(e) + " of it";
                guides.add(new LineChart.Guide(
                        label, new double[] {from, from * ratio}, new double[] {to, to * ratio}));
            }
        }
        return guides;
    }

    /** The colour that the engine has in the other charts, if that tells the pairs apart. */
    private static List<EngineStyle> styles(ComparisonResult result) {
        List<EngineStyle> styles = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (Drift drift : result.drifts()) {
            EngineStyles.find(result, drift.engine()).map(EngineStyle::index).ifPresent(used::add);
        }
        boolean distinct = used.size() == result.drifts().size();
        for (Drift drift : result.drifts()) {
            int index = distinct
                    ? EngineStyles.find(result, drift.engine()).orElseThrow().index()
                    : styles.size();
            styles.add(new EngineStyle(drift.engine() + " from " + drift.other(), index));
        }
        return styles;
    }

    private static Tag table(List<Drift> drifts) {
        Tag body = Tag.of("tbody");
        for (Drift drift : drifts) {
            String name = drift.engine() + " from " + drift.other();
            if (drift.points().isEmpty()) {
                body.add(Page.line(name, "–", "–", "–", "–", "–"));
                continue;
            }
            Drift.Point first = drift.points().get(0);
            Drift.Point last = drift.points().get(drift.points().size() - 1);
            body.add(Page.line(
                    name,
                    Figures.scientific(first.distance()) + " at step " + Figures.count(first.step()),
                    Figures.count(last.step()),
                    Figures.scientific(last.distance()),
                    Figures.ratio(last.travelled()),
                    Figures.scientific(last.distance() / last.travelled())));
        }
        return Page.scroll(Page.table("pair", "distance at first", "last step", "distance", "travelled", "ratio")
                .add(body));
    }

    private static Tag explanation() {
        return Page.explanation(
                "All parameters together are one point in a space of as many dimensions. Training moves that point; "
                        + "across: how far it has moved from where it began; upwards: how far two engines' points are "
                        + "from each other. Dashed lines mark equal ratios: on the line \"10⁻⁶ of it\" the two are "
                        + "apart by a millionth of the way they have come.",
                "The ratio says whether two engines still train the same network. As long as it is far below 1, they "
                        + "do, to that many digits. Pairs in float64 run about nine decades below pairs in float32, "
                        + "as their unit roundoffs do.",
                "The very first mark already lies near \"all of it\", and float64 is no better than float32: after one "
                        + "step with another gradient, the points are about as far apart as they have moved.");
    }
}
