package cnn.compare.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart as a file of its own, with its style and, above it, its legend: for documentation that cannot hold drawings. It
 * follows the reader's choice of light or dark.
 */
public final class SvgFile {
    private static final double LINE = 22;
    private static final double SWATCH = 36;
    private static final double GAP = 18;
    private static final double MARGIN = 12;

    private SvgFile() {}

    public static String of(Chart chart) {
        List<EngineStyle> legend = chart.legend();
        int width = Svg.WIDE;
        List<Tag> entries = new ArrayList<>();
        double x = 0;
        double y = 0;
        for (EngineStyle style : legend) {
            double length = SWATCH + 6 + Svg.textWidth(style.name());
            if (x > 0 && x + length > width) {
                x = 0;
                y += LINE;
            }
            entries.add(Svg.line("curve " + style.css(), x + 1, y + 10, x + SWATCH - 1, y + 10).with("stroke-width", 3));
            entries.add(style.mark(x + SWATCH / 2, y + 10));
            entries.add(Svg.text("label", x + SWATCH + 6, y + 14.5, "start", style.name()));
            x += length + GAP;
        }
        double above = legend.isEmpty() ? 0 : y + LINE + 8;
        double height = above + chart.height(width);
        Tag drawing = chart.draw(width).with("y", above).with("width", width).with("height", chart.height(width));
        String box = "%s %s %s %s".formatted(
                Svg.number(-MARGIN),
                Svg.number(-MARGIN),
                Svg.number(width + 2 * MARGIN),
                Svg.number(height + 2 * MARGIN));
        return Tag.of("svg")
                        .with("xmlns", "http://www.w3.org/2000/svg")
                        .with("viewBox", box)
                        .with("width", width + 2 * MARGIN)
                        .with("height", height + 2 * MARGIN)
                        .add(
                                Tag.of("style").raw(Resource.text("chart.css")),
                                Svg.rect("paper", -MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN))
                        .add(entries)
                        .add(drawing)
                + "\n";
    }
}
