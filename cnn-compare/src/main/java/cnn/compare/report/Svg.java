package cnn.compare.report;

import java.util.List;
import java.util.function.IntFunction;

/** The pieces that the charts are drawn with. Lengths are in units of the drawing, which are pixels at full size. */
public final class Svg {
    /** Widths of the two drawings of a chart: for a desktop or paper, and for a phone. */
    public static final int WIDE = 640;

    public static final int NARROW = 352;

    private Svg() {}

    /**
     * A drawing with a title and a description for those who cannot see it.
     *
     * @param id unique in the page
     */
    public static Tag image(String id, double width, double height, String title, String description) {
        return Tag.of("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("viewBox", "0 0 " + number(width) + " " + number(height))
                .with("role", "img")
                .with("aria-labelledby", id + "-title " + id + "-desc")
                .add(Tag.of("title").with("id", id + "-title").text(title))
                .add(Tag.of("desc").with("id", id + "-desc").text(description));
    }

    /** The same chart drawn for two widths; the style sheet shows one. A shrunk drawing has shrunk text. */
    public static Tag responsive(Chart chart) {
        return responsive(chart::draw);
    }

    /** The same for what is drawn without a {@link Chart}. */
    public static Tag responsive(IntFunction<Tag> chart) {
        return Tag.of("div", "chart")
                .add(Tag.of("div", "wide").add(chart.apply(WIDE)))
                .add(Tag.of("div", "narrow").add(chart.apply(NARROW)));
    }

    public static String number(double value) {
        // A hundredth of a pixel is finer than any screen; thousands of points are written, so no String.format.
        double rounded = Math.rint(value * 100) / 100;
        long whole = (long) rounded;
        return rounded == whole ? Long.toString(whole) : Double.toString(rounded);
    }

    public static Tag group(String cssClass) {
        return Tag.of("g", cssClass);
    }

    public static Tag line(String cssClass, double x1, double y1, double x2, double y2) {
        return Tag.of("line", cssClass).with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
    }

    public static Tag rect(String cssClass, double x, double y, double width, double height) {
        return Tag.of("rect", cssClass)
                .with("x", x)
                .with("y", y)
                .with("width", Math.max(0, width))
                .with("height", Math.max(0, height));
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    public static Tag text(String cssClass, double x, double y, String anchor, String text) {
        return Tag.of("text", cssClass)
                .with("x", x)
                .with("y", y)
                .with("text-anchor", anchor)
                .text(text);
    }

    /** A path through the points; it is interrupted where a coordinate is no number. */
    public static Tag path(String cssClass, List<double[]> points) {
        StringBuilder d = new StringBuilder();
        boolean down = false;
        for (double[] p : points) {
            if (!Double.isFinite(p[0]) || !Double.isFinite(p[1])) {
                down = false;
                continue;
            }
            d.append(down ? 'L' : 'M').append(number(p[0])).append(' ').append(number(p[1]));
            down = true;
        }
        return Tag.of("path", cssClass).with("d", d.toString());
    }

    /** About how wide a text is at the charts' font size; generous, so that it keeps its room in any font. */
    public static double textWidth(String text) {
        return 7.2 * text.codePointCount(0, text.length());
    }
}
