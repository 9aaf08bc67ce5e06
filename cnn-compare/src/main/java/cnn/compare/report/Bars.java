package cnn.compare.report;

import java.util.List;

/**
 * Horizontal bars from zero, each with its name and figures above it.
 *
 * @param id unique in the page
 */
public record Bars(String id, String title, String description, String unit, List<Bar> bars) {
    public record Bar(EngineStyle style, double value, String figures) {}

    private static final double ROW = 44;

    public Tag draw(int width) {
        double max = bars.stream().mapToDouble(Bar::value).filter(Double::isFinite).max().orElse(1);
        Axis axis = Axis.linear(0, max, width == Svg.WIDE ? 6 : 3);
        double left = 10;
        double right = width - 10 - Svg.textWidth(axis.ticks().get(axis.ticks().size() - 1).label()) / 2;
        double bottom = ROW * bars.size() + 4;
        Tag image = Svg.image(id + "-" + width, width, bottom + 42, title, description);
        for (Axis.Tick tick : axis.ticks()) {
            double at = left + (right - left) * axis.at(tick.value());
            image.add(
                    Svg.line("grid", at, 4, at, bottom),
                    Svg.text("tick", at, bottom + 17, "middle", tick.label()));
        }
        for (int k = 0; k < bars.size(); k++) {
            Bar bar = bars.get(k);
            double y = ROW * k;
            double length = Double.isFinite(bar.value()) ? (right - left) * axis.at(bar.value()) : 0;
            image.add(
                    Svg.text("label halo", left + 2, y + 18, "start", bar.style().name() + ": " + bar.figures()),
                    Svg.rect("bar " + bar.style().css(), left, y + 24, Math.max(length, 1), 14));
        }
        return image.add(
                Svg.line("axis", left, 4, left, bottom),
                Svg.text("title", right, bottom + 36, "end", unit));
    }
}
