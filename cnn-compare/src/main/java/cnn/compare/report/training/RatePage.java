package cnn.compare.report.training;

import cnn.compare.report.Axis;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.HtmlPage;
import cnn.compare.report.LineChart;
import cnn.compare.report.Page;
import cnn.compare.report.ReportFile;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.training.RateSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A learning-rate range test as one self-contained HTML page: the loss over the rate. */
public final class RatePage {
    private RatePage() {}

    /** @throws cnn.error.BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(RateSearch search, String what, Path file) {
        ReportFile.write(file, of(search, what));
    }

    /**
     * The page's source.
     *
     * @param what was trained, in a line
     */
    public static String of(RateSearch search, String what) {
        EngineStyle style = new EngineStyle("loss, faint as it is, bold as a running mean", 0);
        Tag main = Tag.of("main")
                .add(
                        Tag.of("h1").text("Which learning rate?"),
                        Page.paragraph("lead", advice(search)),
                        Page.paragraph(what),
                        EngineStyle.legend(List.of(style)),
                        Svg.responsive(width -> chart(search, style).draw(width)),
                        Page.paragraph("One training with a rate that rises from update to update (a range test;"
                                + " L. N. Smith 2015, arXiv:1506.01186). On the left the rate is too small to change"
                                + " anything; where the line falls, the network learns; where it turns up, the steps"
                                + " are too long. A constant rate is best at about a tenth of the lowest place's, with all"
                                + " else as it was here: optimizer, batch size, initial values."));
        return HtmlPage.of("cnn lr-find", main);
    }

    /** One sentence with the suggestion. */
    public static String advice(RateSearch search) {
        if (search.suggestion().isEmpty()) {
            return "The loss never fell: no rate of this range suits; try smaller ones, and look at the network.";
        }
        return "Suggested learning rate: %s. The smoothed loss falls fastest at %s and is least at %s.".formatted(
                rate(search.suggestion().getAsDouble()),
                rate(search.steepestAt().orElse(search.lowestAt())),
                rate(search.lowestAt()));
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, "%.1e", rate);
    }

    private static LineChart chart(RateSearch search, EngineStyle style) {
        List<double[]> raw = new ArrayList<>();
        List<double[]> smooth = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        // One exploded batch would press all others flat; it may leave the picture at the top.
        double first = search.points().get(0).smoothed();
        for (RateSearch.Point p : search.points()) {
            raw.add(new double[] {p.rate(), Math.min(p.loss(), 2 * first)});
            smooth.add(new double[] {p.rate(), Math.min(p.smoothed(), 2 * first)});
            low = Math.min(low, Math.min(p.loss(), p.smoothed()));
            high = Math.max(high, Math.min(2 * first, Math.max(p.loss(), p.smoothed())));
        }
        double top = high;
        double bottom = Math.min(low, high);
        List<LineChart.Guide> guides = new ArrayList<>();
        search.suggestion()
                .ifPresent(rate -> guides.add(
                        new LineChart.Guide("suggested", new double[] {rate, bottom}, new double[] {rate, top})));
        double from = search.points().get(0).rate();
        double to = search.points().get(search.points().size() - 1).rate();
        return new LineChart(
                "rates",
                "Loss over the learning rate",
                "The loss of each batch and its running mean, over the learning rate on a logarithmic scale.",
                Axis.log(from, to, 8),
                Axis.linear(bottom, top, 6),
                "learning rate",
                "loss",
                List.of(new LineChart.Series(style, smooth, raw)),
                guides,
                LineChart.Look.PLAIN);
    }
}
