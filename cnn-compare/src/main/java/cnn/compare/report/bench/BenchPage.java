package cnn.compare.report.bench;

import cnn.compare.bench.BenchResult;
import cnn.compare.bench.CaseResult;
import cnn.compare.bench.EngineResult;
import cnn.compare.bench.Timeline;
import cnn.compare.report.Axis;
import cnn.compare.report.Bars;
import cnn.compare.report.EngineStyle;
import cnn.compare.report.Figures;
import cnn.compare.report.HtmlPage;
import cnn.compare.report.LineChart;
import cnn.compare.report.Page;
import cnn.compare.report.ReportFile;
import cnn.compare.report.Svg;
import cnn.compare.report.Tag;
import cnn.compare.statistics.Spread;
import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bench as one self-contained HTML page: for each race its speeds as bars, how the engines got warm, every ratio. */
public final class BenchPage {
    private BenchPage() {}

    /** The page's source. */
    public static String of(BenchResult result) {
        Tag main = Tag.of("main")
                .add(
                        Tag.of("h1").text("How fast do they train?"),
                        Page.paragraph("lead", result.machine() + ". Java " + result.java() + "."),
                        Page.code(environment(result) + "./cnn " + result.command()),
                        problems(result));
        Map<String, EngineStyle> styles = styles(result);
        for (int k = 0; k < result.cases().size(); k++) {
            main.add(race(result.cases().get(k), k, styles));
        }
        return HtmlPage.of("cnn bench, " + result.date(), main);
    }

    /** @throws BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(BenchResult result, Path file) {
        ReportFile.write(file, of(result));
    }

    private static String environment(BenchResult result) {
        StringBuilder lines = new StringBuilder();
        result.environment().forEach((name, value) -> lines.append(name + "=" + value + " \\\n"));
        return lines.toString();
    }

    private static Map<String, EngineStyle> styles(BenchResult result) {
        Map<String, EngineStyle> styles = new LinkedHashMap<>();
        result.cases().stream()
                .flatMap(race -> race.engines().stream())
                .forEach(e -> styles.computeIfAbsent(e.name(), name -> new EngineStyle(name, styles.size())));
        return styles;
    }

    private static Tag problems(BenchResult result) {
        Tag list = Tag.of("ul");
        result.problems().forEach(problem -> list.add(Tag.of("li").text(problem)));
        return result.problems().isEmpty()
                ? Page.paragraph("All engines did the same work.")
                : Tag.of("div", "alarm").add(Tag.of("h2").text("These figures are worth nothing"), list);
    }

    private static Tag race(CaseResult race, int number, Map<String, EngineStyle> styles) {
        String id = "race" + number;
        List<Bars.Bar> bars = new ArrayList<>();
        for (EngineResult engine : race.engines()) {
            Spread rate = engine.imagesPerSecond();
            bars.add(new Bars.Bar(
                    styles.get(engine.name()),
                    rate.median(),
                    Figures.ratio(rate.median()) + " (" + Figures.ratio(rate.min()) + " – " + Figures.ratio(rate.max())
                            + "), " + Figures.fixed(100 * engine.shareOfPeak().median(), 0) + "% of peak"));
        }
        String speeds = "Training speed of each engine in images a second, as bars from zero.";
        Tag chart = Tag.of("div")
                .add(Svg.responsive(width ->
                        new Bars(id + "-speed", "Images a second", speeds, "images a second", bars).draw(width)));
        return Page.section(id, race.what().label())
                .add(Page.explained(chart, BenchTables.facts(race)))
                .add(Tag.of("h3").text("Getting warm"))
                .add(EngineStyle.legend(
                        race.engines().stream().map(e -> styles.get(e.name())).toList()))
                .add(Page.explained(Svg.responsive(width -> warmUp(race, id, styles).draw(width)), gettingWarm()))
                .add(BenchTables.ratios(race), BenchTables.costs(race));
    }

    private static Tag gettingWarm() {
        return Tag.of("aside")
                .add(Page.paragraph("The first seconds of each engine, while the others wait: its speed as a share of its median in "
                        + "the rounds, and when. What comes before the first point is loading, building and waiting for compilers."));
    }

    /** Each rate as a share of the engine's own median, so that slow and fast engines can be read alike. */
    private static LineChart warmUp(CaseResult race, String id, Map<String, EngineStyle> styles) {
        List<LineChart.Series> series = new ArrayList<>();
        double last = 1;
        double most = 1.2;
        for (EngineResult engine : race.engines()) {
            List<double[]> points = new ArrayList<>();
            for (Timeline.Point point : engine.warmUp().rates()) {
                double share = point.work() / engine.imagesPerSecond().median();
                points.add(new double[] {point.seconds(), share});
                last = Math.max(last, point.seconds());
                most = Math.max(most, share);
            }
            series.add(new LineChart.Series(styles.get(engine.name()), points, List.of()));
        }
        return new LineChart(
                id + "-warm",
                "Speed while getting warm",
                "Each engine's speed in the first seconds, as a share of its later median, a line an engine.",
                Axis.linear(0, last, 8),
                Axis.percent(0, most, 6),
                "seconds since the engine began to be built",
                "share of its median speed",
                series,
                List.of(new LineChart.Guide("80%", new double[] {0, 0.8}, new double[] {last, 0.8})),
                LineChart.Look.MEASURED);
    }
}
