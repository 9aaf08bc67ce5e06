package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Trajectory;
import cnn.compare.report.Axis;
import cnn.compare.report.Curves;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.LineChart;
import cnn.compare.report.Page;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How far parameters drift apart while two engines learn from the same batches. */
final class TrajectorySection {
    /** More points than a chart has pixels for show nothing more. */
    private static final int POINTS = 120;

    private static final List<EngineStyle> LINES = List.of(
            new EngineStyle("distance of the two engines", 0),
            new EngineStyle("of two runs that began one ULP apart", 2),
            new EngineStyle("limit", 1));

    private TrajectorySection() {}

    static Tag of(List<Trajectory> trajectories) {
        Tag section = Page.section("trajectories", "Do they stay together while they learn?");
        if (trajectories.isEmpty()) {
            return section.add(Page.paragraph("empty", "No training was followed."));
        }
        List<Trajectory> ordered = RunFindings.worstFirst(trajectories);
        Tag grid = Tag.of("div", "charts");
        for (int k = 0; k < ordered.size(); k++) {
            grid.add(chart(ordered.get(k), k));
        }
        return section.add(EngineStyle.legend(LINES), grid, table(ordered), explanation());
    }

    private static Tag chart(Trajectory t, int number) {
        String name = t.subject() + " and " + t.other();
        String words = t.agrees() ? "✓ within its limit" : "✗ " + RunFindings.leaves(t);
        Tag figure = Tag.of("figure", t.agrees() ? "small" : "small bad")
                .add(Tag.of("figcaption").add(Tag.of("strong").text(name)).text(", " + t.network()));
        figure.add(Page.paragraph("note", words));
        List<List<double[]>> lines = List.of(
                line(t, Trajectory.Point::distance),
                line(t, Trajectory.Point::control),
                line(t, Trajectory.Point::limit));
        double[] finite = Curves.finite(lines, 1);
        if (finite.length == 0) {
            return figure.add(Page.paragraph("empty", "No distance above zero was measured."));
        }
        Axis x = Axis.linearWithin(
                0, Math.max(1, t.points().get(t.points().size() - 1).step()), 4);
        Axis y = Axis.log(
                Arrays.stream(finite).min().orElseThrow(),
                Arrays.stream(finite).max().orElseThrow(),
                5);
        List<LineChart.Series> series = new ArrayList<>();
        for (int k = 0; k < LINES.size(); k++) {
            series.add(new LineChart.Series(LINES.get(k), lines.get(k), List.of()));
        }
        return figure.add(new LineChart(
                        "trajectory" + number,
                        name,
                        "Distance of the parameters over the updates, on a logarithmic scale.",
                        x,
                        y,
                        "updates",
                        "distance",
                        series,
                        List.of(),
                        LineChart.Look.PLAIN)
                .draw(Svg.NARROW));
    }

    /** A logarithmic axis has no place for an exact zero; the line is interrupted there. */
    private static List<double[]> line(Trajectory t, ToDoubleFunction<Trajectory.Point> value) {
        int every = Math.max(1, (t.points().size() + POINTS - 1) / POINTS);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < t.points().size(); i += every) {
            double y = value.applyAsDouble(t.points().get(i));
            points.add(new double[] {t.points().get(i).step(), y > 0 ? y : Double.NaN});
        }
        return points;
    }

    private static Tag table(List<Trajectory> ordered) {
        Tag body = Tag.of("tbody");
        for (Trajectory t : ordered) {
            if (!t.points().isEmpty()) {
                Trajectory.Point end = t.points().get(t.points().size() - 1);
                Tag line = Page.line(
                        t.subject() + " from " + t.other(),
                        Figures.count(end.step()),
                        Figures.scientific(end.distance()),
                        Figures.scientific(end.control()),
                        Figures.scientific(end.limit()),
                        Figures.ratio(end.travelled()),
                        Figures.scientific(end.lossDifference()),
                        t.agrees() ? "within" : RunFindings.leaves(t));
                body.add(t.agrees() ? line : line.with("class", "bad"));
            }
        }
        Tag table = Page.table(
                "pair", "updates", "distance", "of two 1 ULP apart", "limit", "travelled", "losses apart", "verdict");
        return Page.folded("Figures at the end", Page.scroll(table.add(body)));
    }

    private static Tag explanation() {
        return Page.explanation(
                        "All parameters together are one point in a space of as many dimensions. Both engines begin at"
                            + " the same point and see the same batches and the same dropout masks; drawn is how far"
                            + " their points are from each other after each update, in powers of ten.",
                        "Training is sensitive: a difference of one unit in the last place grows by itself. How fast is"
                                + " measured, by two runs of one engine that begin one such unit apart; the limit is"
                                + " derived from that. An engine that only rounds differently grows alike.",
                        "The distance starts high, after the very first update, instead of climbing from rounding; and"
                                + " float64 is no better than float32.")
                .with("class", "columns");
    }
}
