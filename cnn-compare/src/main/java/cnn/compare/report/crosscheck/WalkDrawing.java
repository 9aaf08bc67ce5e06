package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Walk;
import cnn.compare.report.Axis;
import cnn.compare.report.Figures;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * A walk as bars: a column a layer, a band each for y, dx and the parameters' gradients, two bars a tensor for what the
 * layer adds and what it inherits, on a logarithmic scale.
 *
 * @param id unique in the page
 */
record WalkDrawing(String id, String title, List<Walk.Step> steps) {
    private static final double LEFT = 52;
    private static final double BAND = 84;
    private static final double HEAD = 20;
    private static final double NARROWEST = 44;
    /** A walk through few layers fills about this width. */
    private static final double WIDTH = 860;

    private static final double BAR = 10;
    private static final double GAP = 7;
    private static final int NAME = 14;
    private static final List<String> BANDS = List.of("y, forward", "dx, back", "parameters' gradients");

    Tag draw() {
        Set<String> layers = new LinkedHashSet<>();
        steps.forEach(step -> layers.add(step.layer()));
        Map<String, Double> lefts = new LinkedHashMap<>();
        double right = LEFT;
        for (String layer : layers) {
            lefts.put(layer, right);
            right += width(layer);
        }
        Axis axis = axis();
        double bottom = BANDS.size() * (HEAD + BAND);
        Tag image = Svg.image(
                        id, right + 8, bottom + 24, title, "Own and inherited error of every tensor of every layer.")
                .with("style", "width:" + Svg.number(right + 8) + "px");
        for (int band = 0; band < BANDS.size(); band++) {
            frame(image, band, axis, right);
        }
        for (String layer : layers) {
            double left = lefts.get(layer);
            image.add(
                    Svg.line("grid", left, HEAD, left, bottom),
                    Svg.text("tick", left + width(layer) / 2, bottom + 16, "middle", shortened(layer)));
            for (int band = 0; band < BANDS.size(); band++) {
                bars(image, own(layer, band), left, band, axis);
            }
        }
        return image;
    }

    private static int band(Walk.Step step) {
        return step.tensor().equals("y") ? 0 : step.tensor().equals("dx") ? 1 : 2;
    }

    private List<Walk.Step> own(String layer, int band) {
        return steps.stream()
                .filter(step -> step.layer().equals(layer) && band(step) == band)
                .toList();
    }

    private double width(String layer) {
        double bars = own(layer, 2).size() * (2 * BAR + GAP) + 8;
        double even = Math.min(
                WIDTH
                        / Math.max(
                                1,
                                steps.stream().map(Walk.Step::layer).distinct().count()),
                90);
        return Math.max(Math.max(Math.max(NARROWEST, even), bars), Svg.textWidth(shortened(layer)) + 8);
    }

    private static String shortened(String layer) {
        return layer.length() <= NAME ? layer : layer.substring(0, NAME - 1) + "…";
    }

    /** Whole decades that hold all errors; exact zeros have no bar. */
    private Axis axis() {
        double[] known = steps.stream()
                .flatMapToDouble(step -> DoubleStream.of(step.local(), step.inherited()))
                .filter(value -> value > 0 && Double.isFinite(value))
                .toArray();
        double min = DoubleStream.of(known).min().orElse(1e-16);
        double max = DoubleStream.of(known).max().orElse(1);
        // The smallest error, too, must have a bar to be seen.
        return Axis.log(min / 3, max, 4);
    }

    private static double floor(int band) {
        return (band + 1) * (HEAD + BAND);
    }

    private static void frame(Tag image, int band, Axis axis, double right) {
        double bottom = floor(band);
        for (Axis.Tick tick : axis.ticks()) {
            double at = bottom - BAND * axis.at(tick.value());
            image.add(Svg.line("grid", LEFT, at, right, at));
            // The lowest label of a band would touch the highest of the next.
            if (axis.at(tick.value()) > 0.01) {
                image.add(Svg.text("tick", LEFT - 6, at + 4, "end", tick.label()));
            }
        }
        image.add(
                Svg.line("axis", LEFT, bottom, right, bottom),
                Svg.text("title", LEFT + 2, bottom - BAND - 5, "start", BANDS.get(band)));
    }

    private static void bars(Tag image, List<Walk.Step> own, double left, int band, Axis axis) {
        double x = left + 5;
        for (Walk.Step step : own) {
            Tag group = Svg.group(step.explained() ? "step" : "step wrong")
                    .add(Tag.of("title").text(tip(step)))
                    .add(
                            bar(step.local(), "local", x, band, axis),
                            bar(step.inherited(), "inherited", x + BAR, band, axis));
            if (!step.explained()) {
                double top = floor(band) - height(step.local(), axis);
                group.add(
                        Svg.text("label halo", x + BAR / 2, Math.max(top - 3, floor(band) - BAND + 11), "middle", "✗"));
            }
            image.add(group);
            x += 2 * BAR + GAP;
        }
    }

    private static double height(double value, Axis axis) {
        return value > 0 ? BAND * Math.max(0, Math.min(1, axis.at(Math.min(value, Double.MAX_VALUE)))) : 0;
    }

    private static Tag bar(double value, String css, double x, int band, Axis axis) {
        double height = height(value, axis);
        return Svg.rect(css, x + 0.5, floor(band) - height, BAR - 1.5, height);
    }

    private static String tip(Walk.Step step) {
        List<String> lines = new ArrayList<>(List.of(
                step.tensor() + " of " + step.layer() + " (" + step.kind() + ")",
                "own " + Figures.scientific(step.local()) + ", inherited " + Figures.scientific(step.inherited())
                        + ", in all " + Figures.scientific(step.total()),
                "own error ÷ bound " + Figures.ratio(step.errorOverBound())));
        return String.join("\n", lines);
    }
}
