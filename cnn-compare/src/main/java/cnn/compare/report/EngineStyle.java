package cnn.compare.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How one engine looks in every chart: a colour of the style sheet and a mark, so that nothing hangs on colour alone.
 *
 * @param index picks both
 */
public record EngineStyle(String name, int index) {
    /** The style sheet has so many colours; they are those of M. Okabe and K. Ito's palette for all kinds of sight. */
    private static final int COLOURS = 6;

    private static final int MARKS = 5;

    public String css() {
        return "c" + index % COLOURS;
    }

    /** The mark at a place: circle, square, triangle, diamond, cross. */
    public Tag mark(double x, double y) {
        double r = 5;
        List<double[]> corners = new ArrayList<>();
        switch (index % MARKS) {
            case 0 -> {
                return Tag.of("circle", "mark " + css()).with("cx", x).with("cy", y).with("r", 4.5);
            }
            case 1 -> polygon(corners, x, y, -4.2, -4.2, 4.2, -4.2, 4.2, 4.2, -4.2, 4.2);
            case 2 -> polygon(corners, x, y, 0, -r - 0.5, r + 0.5, r - 0.8, -r - 0.5, r - 0.8);
            case 3 -> polygon(corners, x, y, 0, -r - 1, r + 1, 0, 0, r + 1, -r - 1, 0);
            default -> polygon(
                    corners, x, y, -5, -2, -2, -2, -2, -5, 2, -5, 2, -2, 5, -2, 5, 2, 2, 2, 2, 5, -2, 5, -2, 2, -5, 2);
        }
        corners.add(corners.get(0));
        return Svg.path("mark " + css(), corners);
    }

    private static void polygon(List<double[]> corners, double x, double y, double... offsets) {
        for (int i = 0; i < offsets.length; i += 2) {
            corners.add(new double[] {x + offsets[i], y + offsets[i + 1]});
        }
    }

    /** A list of names with their line and mark, for above a chart. */
    public static Tag legend(List<EngineStyle> styles) {
        Tag list = Tag.of("ul", "legend");
        for (EngineStyle style : styles) {
            Tag swatch = Tag.of("svg")
                    .with("xmlns", "http://www.w3.org/2000/svg")
                    .with("viewBox", "0 0 36 16")
                    .with("width", 36)
                    .with("height", 16)
                    .with("aria-hidden", "true")
                    .add(Svg.line("curve " + style.css(), 1, 8, 35, 8).with("stroke-width", 3))
                    .add(style.mark(18, 8));
            list.add(Tag.of("li").add(swatch).text(" " + style.name()));
        }
        return list;
    }
}
