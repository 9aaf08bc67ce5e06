package cnn.compare.report.bench;

import cnn.compare.bench.CaseResult;
import cnn.compare.bench.EngineResult;
import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import cnn.compare.statistics.Spread;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The tables of a bench's page. */
final class BenchTables {
    private static final double KIB = 1024;

    private BenchTables() {}

    static Tag facts(CaseResult race) {
        Spread peak = race.peakGigaflops();
        Tag aside = Tag.of("aside")
                .add(Page.paragraph(
                        "Medians of " + Figures.plural(peak.count(), "round", "rounds")
                                + ", from the least to the most in brackets. In a round every engine trains for a moment, one after the "
                                + "other, each in a process of its own; the order changes from round to round."))
                .add(Page.paragraph(
                        "The peak is that of a loop of multiply-adds in registers: " + Figures.fixed(peak.median(), 0) + " GFLOP/s ("
                                + Figures.fixed(peak.min(), 0) + " – " + Figures.fixed(peak.max(), 0)
                                + "). An engine's GFLOP/s are 6 · multiply-adds · images a second, as for direct algorithms: one that "
                                + "gets by with fewer can reach more than the peak."));
        aside.add(Page.terms(
                "multiply-adds", Figures.count(race.multiplyAdds()) + " an image",
                "parameters", Figures.count(race.parameters()),
                "the loop got", Figures.fixed(race.peakProcessors().median(), 2) + " processors",
                "waiting engines", "keep " + Figures.fixed(race.idleProcessors().median(), 2) + " processors busy"));
        for (CaseResult.NotRun engine : race.notRun()) {
            aside.add(Page.paragraph("note", engine.engine() + " did not run: " + engine.why()));
        }
        return aside;
    }

    /** Rows: so many times as fast as columns. */
    static Tag ratios(CaseResult race) {
        String[] head = new String[race.engines().size() + 1];
        head[0] = "so many times as fast as";
        for (int k = 1; k < head.length; k++) {
            head[k] = race.engines().get(k - 1).name();
        }
        Tag body = Tag.of("tbody");
        for (EngineResult engine : race.engines()) {
            String[] cells = race.engines().stream()
                    .map(other -> race.ratio(engine.name(), other.name()).map(r -> spread(r.times())).orElse(""))
                    .toArray(String[]::new);
            body.add(Page.line(engine.name(), cells));
        }
        return Page.scroll(Page.table(head).add(body));
    }

    static Tag costs(CaseResult race) {
        Tag body = Tag.of("tbody");
        for (EngineResult e : race.engines()) {
            body.add(Page.line(
                    e.name(),
                    e.startUp().description(),
                    Figures.ratio(e.gigaflops()),
                    Figures.fixed(e.processors().median(), 2),
                    Figures.fixed(e.heapBytesPerStep().median() / KIB, 1),
                    mebibytes(e.memory().residentPeak()),
                    mebibytes(e.memory().planned()),
                    Figures.seconds(e.startUp().firstBatchSeconds()),
                    seconds(e.secondsToFullSpeed()),
                    Figures.scientific(Math.max(e.lossDifference(), e.secondLossDifference()))));
        }
        return Page.scroll(Page.table(
                        "engine",
                        "what it is",
                        "GFLOP/s",
                        "processors",
                        "heap a step, KiB",
                        "memory, MiB",
                        "planned, MiB",
                        "first batch",
                        "80% of its speed after",
                        "losses differ by")
                .add(body));
    }

    private static String spread(Spread times) {
        return Figures.ratio(times.median()) + " (" + Figures.ratio(times.min()) + " – " + Figures.ratio(times.max()) + ")";
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isPresent() ? Figures.fixed(bytes.getAsLong() / KIB / KIB, 0) : "–";
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? Figures.seconds(seconds.getAsDouble()) : "not yet";
    }
}
