package cnn.compare.report;

import java.util.List;

/** Lines that are too many for one chart: a panel each, in its colour before all others in grey, as long as it is. */
public record Panels(LineChart whole) implements Chart {
    /** So many lines can still be told apart in one chart. */
    private static final int MOST = 8;

    private static final double HEAD = 24;
    private static final double GAP = 14;
    private static final double INSIDE = 92;
    private static final int TICKS = 4;

    /** The chart itself if its lines are few. */
    public static Chart ofMany(LineChart chart) {
        return chart.series().size() > MOST ? new Panels(chart) : chart;
    }

    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public String title() {
        return whole.title();
    }

    private static int columns(int width) {
        return width == Svg.WIDE ? 3 : 2;
    }

    private static double panelWidth(int width) {
        return (width - GAP * (columns(width) - 1)) / columns(width);
    }

    private double panelHeight(int width) {
        return plot(whole.series().get(0), width).totalHeight();
    }

    private Plot plot(LineChart.Series series, int width) {
        Axis x = whole.x();
        Axis own = x.logarithmic() ? x : Axis.linearWithin(x.low(), Math.max(x.low() + 2, last(series)), TICKS);
        return new Plot(own, whole.y().thinned(TICKS), panelWidth(width), INSIDE);
    }

    private static double last(LineChart.Series series) {
        return series.points().stream().mapToDouble(point -> point[0]).max().orElse(0);
    }

    @Override
    public double height(int width) {
        int rows = (whole.series().size() + columns(width) - 1) / columns(width);
        return HEAD + rows * panelHeight(width);
    }

    @Override
    public Tag draw(int width) {
        Tag image = Svg.image(id() + "-" + width, width, height(width), title(), whole.description())
                .add(Svg.text("title", 2, 14, "start", whole.yTitle() + "; across: " + whole.xTitle() + ". Grey: the others"));
        for (int k = 0; k < whole.series().size(); k++) {
            double left = k % columns(width) * (panelWidth(width) + GAP);
            double top = HEAD + (double) (k / columns(width)) * panelHeight(width);
            image.add(panel(whole.series().get(k), width)
                    .with("transform", "translate(" + Svg.number(left) + " " + Svg.number(top) + ")"));
        }
        return image;
    }

    private Tag panel(LineChart.Series series, int width) {
        Plot plot = plot(series, width);
        EngineStyle style = series.style();
        Tag panel = Svg.group("panel")
                .add(plot.frame("", ""))
                .add(style.mark(8, 10), Svg.text("label", 19, 14, "start", style.name()));
        for (LineChart.Series other : whole.series()) {
            if (other != series) {
                panel.add(Svg.path("other", LineChart.placed(plot, upTo(last(series), other))));
            }
        }
        List<double[]> points = LineChart.placed(plot, series.points());
        panel.add(Svg.path("curve " + style.css(), points).with("stroke-width", 2.5));
        return points.size() == 1 ? panel.add(style.mark(points.get(0)[0], points.get(0)[1])) : panel;
    }

    private static List<double[]> upTo(double last, LineChart.Series series) {
        return series.points().stream().filter(point -> point[0] <= last).toList();
    }
}
