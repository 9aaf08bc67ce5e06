package cnn.compare.report.comparison;

import cnn.compare.report.Axis;
import cnn.compare.report.Curves;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.LineChart;
import cnn.compare.report.Page;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The loss of every trained engine over the steps, and how far the losses are apart. */
final class LossSection {
    private static final int POINTS = 400;
    private static final int WINDOWS = 60;

    private LossSection() {}

    static Tag of(ComparisonResult result) {
        Tag section = Page.section("loss", "Do they learn the same way?");
        List<Training> trainings =
                result.trainings().stream().filter(t -> !t.losses().isEmpty()).toList();
        if (trainings.isEmpty()) {
            return section.add(Page.paragraph("empty", "Nothing was trained."));
        }
        Map<String, EngineStyle> styles = EngineStyles.of(result);
        List<EngineStyle> drawn =
                trainings.stream().map(t -> styles.get(Findings.label(t))).toList();
        int steps = trainings.stream().mapToInt(t -> t.losses().size()).max().orElseThrow();
        Tag charts = Tag.of("div").add(EngineStyle.legend(drawn), curves(trainings, drawn, steps));
        if (trainings.size() > 1) {
            charts.add(differences(trainings, drawn, steps));
        }
        return section.add(Page.explained(charts, explanation(trainings.size() > 1)), table(trainings));
    }

    private static Tag curves(List<Training> trainings, List<EngineStyle> styles, int steps) {
        int window = Math.max(1, steps / 25);
        List<LineChart.Series> series = new ArrayList<>();
        List<List<double[]>> all = new ArrayList<>();
        for (int k = 0; k < trainings.size(); k++) {
            List<Double> losses = trainings.get(k).losses();
            List<double[]> raw = Curves.points(losses, POINTS);
            List<double[]> smooth = Curves.points(Curves.smooth(losses, window), POINTS);
            all.add(raw);
            all.add(smooth);
            series.add(new LineChart.Series(styles.get(k), smooth, raw));
        }
        double[] finite = Curves.finite(all, 1);
        double min = Arrays.stream(finite).min().orElse(0);
        double max = Arrays.stream(finite).max().orElse(1);
        // A loss that explodes would press all others flat.
        boolean log = min > 0 && max / min > 1000;
        Axis y = log ? Axis.log(min, max, 6) : Axis.linear(min, max, 6);
        String title = "Loss over the steps";
        String text = "Loss of each step's batch, faint, and its mean over " + Figures.plural(window, "step", "steps")
                + ", bold, for " + names(styles) + ".";
        return Svg.responsive(width -> new LineChart(
                        "losses",
                        title,
                        text,
                        steps(steps, width),
                        y,
                        "step",
                        "loss",
                        series,
                        List.of(),
                        LineChart.Look.NESTED)
                .draw(width));
    }

    private static Tag differences(List<Training> trainings, List<EngineStyle> styles, int steps) {
        Training reference = trainings.get(0);
        List<LineChart.Series> series = new ArrayList<>();
        List<List<double[]>> lines = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (int k = 1; k < trainings.size(); k++) {
            List<double[]> points =
                    Curves.differences(reference.losses(), trainings.get(k).losses(), WINDOWS);
            if (points.stream().allMatch(p -> Double.isNaN(p[1]))) {
                same.add(styles.get(k).name());
                continue;
            }
            lines.add(points);
            series.add(new LineChart.Series(styles.get(k), points, List.of()));
        }
        String name = Findings.label(reference);
        Tag box = Tag.of("div").add(Tag.of("h3").text("The same, under the magnifying glass"));
        if (!same.isEmpty()) {
            box.add(Page.paragraph("Not drawn, no difference or none that is a number: "
                    + String.join(", ", same) + "."));
        }
        double[] finite = Curves.finite(lines, 1);
        if (finite.length == 0) {
            return box;
        }
        double min = Arrays.stream(finite).min().orElseThrow();
        double max = Arrays.stream(finite).max().orElseThrow();
        String title = "Difference of the losses to " + name;
        String text = "Largest absolute difference between each engine's loss and that of " + name
                + " in short stretches of steps, on a logarithmic scale.";
        return box.add(Svg.responsive(width -> new LineChart(
                        "differences",
                        title,
                        text,
                        steps(steps, width),
                        Axis.log(min, max, 6),
                        "step",
                        "|loss − loss of " + name + "|",
                        series,
                        List.of(),
                        LineChart.Look.PLAIN)
                .draw(width)));
    }

    private static Axis steps(int steps, int width) {
        return Axis.linearWithin(0, Math.max(1, steps), width == Svg.WIDE ? 6 : 4);
    }

    private static String names(List<EngineStyle> styles) {
        return String.join(", ", styles.stream().map(EngineStyle::name).toList());
    }

    private static Tag table(List<Training> trainings) {
        Tag body = Tag.of("tbody");
        for (Training t : trainings) {
            List<Double> losses = t.losses();
            body.add(Page.line(
                    Findings.label(t),
                    Figures.count(losses.size()),
                    Figures.fixed(losses.get(0), 6),
                    Figures.fixed(losses.get(losses.size() - 1), 6)));
        }
        return Page.scroll(Page.table("engine", "steps", "first loss", "last loss").add(body));
    }

    private static Tag explanation(boolean several) {
        return Page.explanation(
                "The loss of each batch before the step that learns from it: faint as it is, bold as a running mean."
                        + (several
                                ? " Lines that lie on top of each other are drawn broad below and narrow above, each "
                                        + "with its own marks. The lower chart shows how far apart they really are: "
                                        + "each line of its grid is ten or more times the one below."
                                : ""),
                "Same weights, same batches, same rule: the losses of the first steps must agree to many digits. Then "
                        + "rounding differences feed back into themselves and grow, as the weather does from a "
                        + "butterfly's wing. Lines that part late and slowly are healthy; each is a fair run of the "
                        + "same experiment.",
                "The lines part at once: the first loss is the same (nothing has been learnt yet), the second is not, "
                        + "and the lower chart starts high instead of climbing from rounding. The loss may still fall: "
                        + "training forgives a wrong gradient more often than one thinks, which is why gradients are "
                        + "compared and not only losses.");
    }
}
