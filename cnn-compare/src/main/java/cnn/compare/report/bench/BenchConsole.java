package cnn.compare.report.bench;

import cnn.compare.bench.BenchResult;
import cnn.compare.bench.CaseResult;
import cnn.compare.bench.EngineResult;
import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import cnn.compare.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A bench as text tables of at most 100 columns. */
public final class BenchConsole {
    private static final double KIB = 1024;

    /** The share of its processors that a loop in registers gets on a machine that does nothing else. */
    private static final double ENOUGH = 0.9;

    private BenchConsole() {}

    /**
     * Two tables a race, ended by a line feed.
     *
     * @param colours with ANSI colour codes
     */
    public static String of(BenchResult result, boolean colours) {
        Ink ink = new Ink(colours);
        List<String> parts = new ArrayList<>();
        for (CaseResult race : result.cases()) {
            parts.add(ink.heading(race.what().label()) + "\n" + speeds(race) + costs(race) + notes(race));
        }
        parts.add("  Java " + result.java() + "; " + result.machine() + "\n" + LEGEND);
        return String.join("\n", parts);
    }

    private static final String LEGEND =
            """
              Medians of the rounds, from the least to the most in brackets. GFLOP/s: 6 · multiply-adds · images/s, as for
              direct algorithms; the peak is that of a loop of multiply-adds in the same rounds. Ratios are taken round by
              round. Heap: bytes that a step allocates in Java. Memory: the most that the process held; planned: what
              the engine says its network takes. First batch: from the start of the process. 80%: from when the engine began
              to be built until it ran at 80% of its speed. Differs: the first losses, from the first engine's.
            """;

    private static String speeds(CaseResult race) {
        String first = race.engines().get(0).name();
        Table table = new Table("engine", "images/s", "", "GFLOP/s", "of peak", first + " is", "").left(2, 6);
        for (EngineResult engine : race.engines()) {
            Spread rate = engine.imagesPerSecond();
            List<String> ratio = race.ratio(first, engine.name())
                    .map(r -> List.of(Figures.ratio(r.times().median()) + " ×", between(r.times())))
                    .orElse(List.of("", ""));
            table.row(
                    engine.name(),
                    rate(rate.median()),
                    "(" + rate(rate.min()) + " - " + rate(rate.max()) + ")",
                    Figures.fixed(engine.gigaflops(), engine.gigaflops() < 10 ? 1 : 0),
                    Figures.fixed(100 * engine.shareOfPeak().median(), 0) + "%",
                    ratio.get(0),
                    ratio.get(1));
        }
        return table.toString();
    }

    private static String costs(CaseResult race) {
        Table table = new Table("engine", "processors", "heap/step", "memory", "planned", "first batch", "80%", "differs");
        for (EngineResult engine : race.engines()) {
            table.row(
                    engine.name(),
                    Figures.fixed(engine.processors().median(), 2),
                    Figures.fixed(engine.heapBytesPerStep().median() / KIB, 1) + " KiB",
                    megabytes(engine.memory().residentPeak()),
                    megabytes(engine.memory().planned()),
                    Figures.seconds(engine.startUp().firstBatchSeconds()),
                    seconds(engine.secondsToFullSpeed()),
                    Figures.scientific(Math.max(engine.lossDifference(), engine.secondLossDifference())));
        }
        return table.toString();
    }

    private static String notes(CaseResult race) {
        double got = race.peakProcessors().median();
        StringBuilder text = new StringBuilder("  peak: %s GFLOP/s (%s), %s; while one runs, the others use %s processors\n"
                .formatted(
                        Figures.fixed(race.peakGigaflops().median(), 0),
                        Figures.fixed(race.peakGigaflops().min(), 0) + " - " + Figures.fixed(race.peakGigaflops().max(), 0),
                        race.peakLoop(),
                        Figures.fixed(race.idleProcessors().median(), 2)));
        if (got < ENOUGH * race.what().threads()) {
            text.append("  The machine was busy with other work: the loop got %s of %d processors. Trust ratios, not rates.\n"
                    .formatted(Figures.fixed(got, 2), race.what().threads()));
        }
        for (CaseResult.NotRun engine : race.notRun()) {
            text.append("  ").append(engine.engine()).append(" did not run: ").append(engine.why()).append('\n');
        }
        return text.toString();
    }

    private static String rate(double imagesPerSecond) {
        return Figures.fixed(imagesPerSecond, imagesPerSecond < 100 ? 1 : 0);
    }

    private static String between(Spread times) {
        return "(" + Figures.ratio(times.min()) + " - " + Figures.ratio(times.max()) + ")";
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? Figures.fixed(bytes.getAsLong() / KIB / KIB, 0) + " MiB" : "-";
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? Figures.seconds(seconds.getAsDouble()) : "not yet";
    }
}
