package cnn.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values with their intervals on a common scale of shares, a line each, and vertical lines to read them by.
 *
 * @param id unique in the page
 */
public record Whiskers(
        String id, String title, String description, List<Row> rows, List<Mark> marks, Optional<Band> band)
        implements Chart {
    public Whiskers(String id, String title, String description, List<Row> rows, List<Mark> marks) {
        this(id, title, description, rows, marks, Optional.empty());
    }

    /**
     * @param figures what stands above the whisker beside the name
     * @param single the measurements that {@code value} is the mean of, each a small ring below it; may be empty
     */
    public record Row(
            EngineStyle style, double low, double value, double high, String figures, List<Double> single) {
        public Row {
            single = List.copyOf(single);
        }

        public Row(EngineStyle style, double low, double value, double high, String figures) {
            this(style, low, value, high, figures, List.of());
        }

        /** Shares of the whole, with their single measurements. */
        public Row(EngineStyle style, double low, double value, double high, List<Double> single) {
            this(style, low, value, high, words(low, value, high), single);
        }

        /** Shares of the whole. */
        public Row(EngineStyle style, double low, double value, double high) {
            this(style, low, value, high, words(low, value, high), List.of());
        }

        private static String words(double low, double value, double high) {
            return Double.isFinite(value)
                    ? Figures.percent(value) + " (" + Figures.percent(low) + " – " + Figures.percent(high) + ")"
                    : "nothing tested";
        }
    }

    /** What lies between is all the same. */
    public record Band(double low, double high) {}

    /** A vertical line, for example what guessing reaches. */
    public record Mark(String label, double value) {}

    private static final double ROW = 46;

    private List<Mark> known() {
        return marks.stream().filter(m -> Double.isFinite(m.value())).toList();
    }

    private double top() {
        return 8 + 18 * known().size();
    }

    @Override
    public double height(int width) {
        return top() + ROW * rows.size() + 24;
    }

    @Override
    public Tag draw(int width) {
        List<Mark> known = known();
        List<Double> values = new ArrayList<>(known.stream().map(Mark::value).toList());
        rows.stream().filter(r -> Double.isFinite(r.value())).forEach(r -> {
            values.addAll(List.of(r.low(), r.high()));
            values.addAll(r.single());
        });
        band.ifPresent(b -> values.addAll(List.of(b.low(), b.high())));
        double min = values.stream().mapToDouble(v -> v).min().orElse(0);
        double max = values.stream().mapToDouble(v -> v).max().orElse(1);
        Axis axis = Axis.percent(min - 0.01, Math.min(1, max + 0.01), width == Svg.WIDE ? 8 : 4);
        double top = top();
        double left = 24;
        double right = width - 24.0;
        double bottom = top + ROW * rows.size();
        Tag image = Svg.image(id + "-" + width, width, height(width), title, description);
        band.ifPresent(b -> {
            double from = left + (right - left) * axis.at(b.low());
            image.add(Svg.rect("band", from, top, left + (right - left) * axis.at(b.high()) - from, bottom - top));
        });
        for (Axis.Tick tick : axis.ticks()) {
            double at = left + (right - left) * axis.at(tick.value());
            image.add(
                    Svg.line("grid", at, top, at, bottom),
                    Svg.text("tick", at, bottom + 18, "middle", tick.label()));
        }
        image.add(Svg.line("axis", left, bottom, right, bottom));
        for (int k = 0; k < known.size(); k++) {
            image.add(mark(known.get(k), left + (right - left) * axis.at(known.get(k).value()), 16 + 18 * k, bottom));
        }
        for (int k = 0; k < rows.size(); k++) {
            image.add(row(rows.get(k), axis, left, right, top + ROW * k));
        }
        return image;
    }

    /** Labels stand one below the other, to the side of their line that has more room. */
    private static Tag mark(Mark mark, double at, double y, double bottom) {
        boolean room = at < 180;
        return Svg.group("reference")
                .add(Svg.line("reference", at, y - 12, at, bottom))
                .add(Svg.text("label", room ? at + 6 : at - 6, y, room ? "start" : "end", mark.label()));
    }

    private static Tag row(Row row, Axis axis, double left, double right, double y) {
        Tag group = Svg.group("row");
        boolean known = Double.isFinite(row.value());
        String figures = row.style().name() + ": " + row.figures();
        if (!known) {
            return group.add(Svg.text("label", left, y + 16, "start", figures));
        }
        double low = left + (right - left) * axis.at(row.low());
        double value = left + (right - left) * axis.at(row.value());
        double high = left + (right - left) * axis.at(row.high());
        double middle = y + 32;
        double half = Svg.textWidth(figures) / 2;
        double label = Math.max(2 + half, Math.min(right + 20 - half, value));
        group.add(
                Svg.line("whisker " + row.style().css(), low, middle, high, middle),
                Svg.line("whisker " + row.style().css(), low, middle - 5, low, middle + 5),
                Svg.line("whisker " + row.style().css(), high, middle - 5, high, middle + 5));
        for (double one : row.single()) {
            group.add(Tag.of("circle", "ring")
                    .with("cx", left + (right - left) * axis.at(one))
                    .with("cy", middle + 9)
                    .with("r", 3));
        }
        return group.add(
                row.style().mark(value, middle),
                Svg.text("label halo", label, y + 19, "middle", figures));
    }
}
