package cnn.compare.report;

import java.util.List;

/** The frame of a chart: grid, ticks, titles of the axes, and where a value lies in it. */
final class Plot {
    private static final double TITLE_LINE = 20;
    private static final double TICK_LINE = 20;

    private final Axis x;
    private final Axis y;
    private final double left;
    private final double top = TITLE_LINE + 6;
    private final double width;
    private final double height;

    /**
     * @param totalWidth of the drawing
     * @param height between the axes' ends
     */
    Plot(Axis x, Axis y, double totalWidth, double height) {
        this.x = x;
        this.y = y;
        this.left = 10 + y.ticks().stream().mapToDouble(t -> Svg.textWidth(t.label())).max().orElse(0);
        // Half of the last tick's label stands out to the right.
        double right = 6 + lastLabelWidth(x.ticks()) / 2;
        this.width = totalWidth - left - right;
        this.height = height;
    }

    private static double lastLabelWidth(List<Axis.Tick> ticks) {
        return ticks.isEmpty() ? 0 : Svg.textWidth(ticks.get(ticks.size() - 1).label());
    }

    double totalHeight() {
        return top + height + TICK_LINE + TITLE_LINE + 4;
    }

    double x(double value) {
        return left + width * x.at(value);
    }

    double y(double value) {
        return top + height * (1 - y.at(value));
    }

    double left() {
        return left;
    }

    double right() {
        return left + width;
    }

    double top() {
        return top;
    }

    double bottom() {
        return top + height;
    }

    /** Grid, ticks and titles; the title of y stands above it, unturned, where it can be read. */
    Tag frame(String xTitle, String yTitle) {
        Tag frame = Svg.group("frame");
        for (Axis.Tick tick : y.ticks()) {
            double at = y(tick.value());
            frame.add(
                    Svg.line("grid", left, at, right(), at),
                    Svg.text("tick", left - 6, at + 4.5, "end", tick.label()));
        }
        for (Axis.Tick tick : x.ticks()) {
            double at = x(tick.value());
            frame.add(
                    Svg.line("grid", at, top, at, bottom()),
                    Svg.text("tick", at, bottom() + 17, "middle", tick.label()));
        }
        return frame.add(
                Svg.line("axis", left, bottom(), right(), bottom()),
                Svg.line("axis", left, top, left, bottom()),
                Svg.text("title", 2, 14, "start", yTitle),
                Svg.text("title", right(), bottom() + TICK_LINE + 16, "end", xTitle));
    }
}
