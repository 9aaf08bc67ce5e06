package cnn.compare.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines over a common x that may lie on top of each other: each carries its own mark at places that no other uses.
 *
 * @param id unique in the page
 * @param guides lines to read the others by, drawn faint
 */
public record LineChart(
        String id,
        String title,
        String description,
        Axis x,
        Axis y,
        String xTitle,
        String yTitle,
        List<Series> series,
        List<Guide> guides,
        Look look)
        implements Chart {

    /** @param raw what {@code points} smooth, drawn faint; empty if they are not smoothed */
    public record Series(EngineStyle style, List<double[]> points, List<double[]> raw) {}

    /** How lines are told apart. */
    public enum Look {
        /** Equally broad, marked here and there. */
        PLAIN,
        /** Marked here and there, later ones narrower on top of earlier ones: for lines that coincide. */
        NESTED,
        /** Equally broad, every point marked: for few measurements. */
        MEASURED
    }

    /** A straight line with a label at its upper right end. */
    public record Guide(String label, double[] from, double[] to) {}

    private static final int MARKS = 5;

    @Override
    public List<EngineStyle> legend() {
        return series.stream().map(Series::style).toList();
    }

    @Override
    public double height(int width) {
        return plot(width).totalHeight();
    }

    private Plot plot(int width) {
        return new Plot(x, y, width, width == Svg.WIDE ? 300 : 240);
    }

    @Override
    public Tag draw(int width) {
        Plot plot = plot(width);
        Tag image = Svg.image(id + "-" + width, width, plot.totalHeight(), title, description)
                .add(plot.frame(xTitle, yTitle));
        for (Guide guide : guides) {
            double x2 = plot.x(guide.to()[0]);
            double y2 = plot.y(guide.to()[1]);
            image.add(
                    Svg.line("guide", plot.x(guide.from()[0]), plot.y(guide.from()[1]), x2, y2),
                    Svg.text("guide-label", x2 - 4, y2 - 5, "end", guide.label()));
        }
        for (Series s : series) {
            if (!s.raw().isEmpty()) {
                image.add(Svg.path("raw " + s.style().css(), placed(plot, s.raw())));
            }
        }
        for (int k = 0; k < series.size(); k++) {
            Series s = series.get(k);
            double stroke = look == Look.NESTED ? 2 + 1.8 * (series.size() - 1 - k) : 2;
            image.add(Svg.path("curve " + s.style().css(), placed(plot, s.points())).with("stroke-width", stroke));
        }
        for (int k = 0; k < series.size(); k++) {
            image.add(marks(plot, series.get(k), k));
        }
        return image;
    }

    private Tag marks(Plot plot, Series s, int k) {
        Tag marks = Svg.group("marks");
        List<double[]> points = placed(plot, s.points());
        boolean all = look == Look.MEASURED;
        int every = all ? 1 : Math.max(1, points.size() / MARKS);
        int start = all ? 0 : (int) ((k + 0.5) / series.size() * every);
        for (int i = start; i < points.size(); i += every) {
            double[] p = points.get(i);
            if (Double.isFinite(p[0]) && Double.isFinite(p[1])) {
                marks.add(s.style().mark(p[0], p[1]));
            }
        }
        return marks;
    }

    /** Where points of the axes' values lie in the drawing. */
    static List<double[]> placed(Plot plot, List<double[]> points) {
        List<double[]> placed = new ArrayList<>();
        for (double[] p : points) {
            placed.add(new double[] {plot.x(p[0]), plot.y(p[1])});
        }
        return placed;
    }
}
