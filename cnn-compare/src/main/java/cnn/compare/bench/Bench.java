package cnn.compare.bench;

import cnn.compare.result.MachineInfo;
import cnn.compare.run.Progress;
import cnn.error.BadInputException;
import cnn.spec.NetworkSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Measures how fast engines train: all cases, each as a race of its own. */
public final class Bench {
    private final BenchSettings settings;
    private final Starter starter;
    private final DoubleConsumer pause;
    private final LongSupplier nanoTime;
    private final Progress progress;

    /** Makes a contestant, not yet started. */
    interface Starter {
        Contestant make(String engine, BenchCase what);
    }

    /** @param pause waits for some seconds */
    Bench(BenchSettings settings, Starter starter, DoubleConsumer pause, LongSupplier nanoTime, Progress progress) {
        this.settings = settings;
        this.starter = starter;
        this.pause = pause;
        this.nanoTime = nanoTime;
        this.progress = progress;
    }

    /**
     * Each engine in a process of its own.
     *
     * @param untuned engines that run without the launcher's settings of native libraries
     */
    public static Bench inProcesses(
            BenchSettings settings, JavaCommand java, Set<String> untuned, Progress progress) {
        return new Bench(
                settings,
                (engine, what) -> new ProcessContestant(engine, what, java, untuned.contains(engine)),
                Bench::sleep,
                System::nanoTime,
                progress);
    }

    /**
     * Runs the races one after the other.
     *
     * @param command for the report: what the user typed
     * @throws BadInputException if no engine can run one of the networks
     */
    public BenchResult run(List<String> engines, List<BenchCase> cases, String command) {
        List<CaseResult> results = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (BenchCase what : cases) {
            CaseResult result = run(engines, what);
            results.add(result);
            problems.addAll(Rules.broken(result));
        }
        String java = results.stream()
                .flatMap(result -> result.engines().stream())
                .map(engine -> engine.startUp().java())
                .findFirst()
                .orElse("");
        return new BenchResult(
                command,
                LocalDate.now().toString(),
                MachineInfo.describe(),
                java,
                Environment.relevant(),
                settings,
                List.copyOf(results),
                List.copyOf(problems));
    }

    private CaseResult run(List<String> engines, BenchCase what) {
        NetworkSpec network = BenchCase.read(what.net()).network();
        List<Contestant> contestants = new ArrayList<>();
        progress.start(what.label(), (long) (engines.size() + 1) * (settings.rounds() + 1));
        try {
            Stream.concat(Stream.of(PeakLoad.NAME), engines.stream())
                    .forEach(name -> contestants.add(starter.make(name, what)));
            Race race = new Race(settings, pause, nanoTime, progress);
            race.run(contestants);
            if (race.lanes().size() < 2) {
                throw new BadInputException(what.net() + ": none of the engines can run it; " + race.notRun().get(0).why());
            }
            CaseResult result = new Scores(what, network, race).result();
            progress.done(summary(result));
            return result;
        } finally {
            contestants.forEach(Contestant::close);
        }
    }

    private static String summary(CaseResult result) {
        return String.join(
                ", ",
                result.engines().stream()
                        .map(e -> "%s %.0f".formatted(e.name(), e.imagesPerSecond().median()))
                        .toList()) + " images/s";
    }

    private static void sleep(double seconds) {
        try {
            Thread.sleep(Math.round(seconds * 1e3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two slices", e);
        }
    }
}
