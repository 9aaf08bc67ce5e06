package cnn.compare.crosscheck;

import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Engines;
import cnn.compare.run.Progress;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.loss.MeanSquaredError;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.spec.Dense;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cross-check, for programs and tests: engines, in every form they have, against the oracle, against finite differences
 * and against themselves.
 *
 * <pre>{@code
 * CrossCheck.of("scratch", "nd4j").quick().verify();       // throws an AssertionError that names the cause
 * }</pre>
 *
 * <p>Immutable: each method gives another one.
 */
public final class CrossCheck {
    private record Settings(
            List<String> engines, Set<Level> levels, Set<String> kinds, boolean quick, long seed, EngineMaker maker) {}

    private final Settings settings;

    private CrossCheck(Settings settings) {
        this.settings = settings;
    }

    /**
     * Of these engines; a backend of your own is one as soon as it is on the class path.
     *
     * @throws BadInputException if there is no engine of that name; the message lists those there are
     */
    public static CrossCheck of(String... engines) {
        return of(List.of(engines));
    }

    /** The same. */
    public static CrossCheck of(List<String> engines) {
        if (engines.isEmpty()) {
            throw new BadInputException("a cross-check needs at least one engine, for example scratch");
        }
        engines.forEach(Engines::requireKnown);
        return new CrossCheck(new Settings(
                engines.stream().distinct().toList(), EnumSet.allOf(Level.class), Set.of(), false, 0, EngineMaker.REAL));
    }

    /** Of every engine but {@code dl4j-stock}, whose mistakes are known, and mended in {@code dl4j}. */
    public static CrossCheck ofAll() {
        return of(Engines.names().stream()
                .filter(name -> !name.equals(Engines.DL4J_STOCK))
                .toList());
    }

    /** Less of everything, for a run of under a minute. */
    public CrossCheck quick() {
        return new CrossCheck(new Settings(
                settings.engines, settings.levels, settings.kinds, true, settings.seed, settings.maker));
    }

    /** These levels only. */
    public CrossCheck levels(Set<Level> wanted) {
        return new CrossCheck(new Settings(
                settings.engines, Set.copyOf(wanted), settings.kinds, settings.quick, settings.seed, settings.maker));
    }

    /**
     * These kinds of layers only, as in configurations.
     *
     * @throws BadInputException if there is no such kind; the message lists those there are
     */
    public CrossCheck layers(List<String> kinds) {
        Set<String> known =
                LayerCases.all().stream().map(on -> on.spec().kind()).collect(Collectors.toSet());
        for (String kind : kinds) {
            if (!known.contains(kind)) {
                throw new BadInputException("unknown layer '" + kind + "' " + Suggestion.among(kind, known));
            }
        }
        return new CrossCheck(new Settings(
                settings.engines, settings.levels, Set.copyOf(kinds), settings.quick, settings.seed, settings.maker));
    }

    /** Of everything that is random. */
    public CrossCheck seed(long seed) {
        return new CrossCheck(new Settings(
                settings.engines, settings.levels, settings.kinds, settings.quick, seed, settings.maker));
    }

    /** With engines made in another way: for tests, which put a harmed one in the place of a good one. */
    CrossCheck madeBy(EngineMaker maker) {
        return new CrossCheck(new Settings(
                settings.engines, settings.levels, settings.kinds, settings.quick, settings.seed, maker));
    }

    /** Runs all levels. */
    public CrossCheckResult run() {
        return run(Progress.SILENT);
    }

    /** @param progress hears how far the run has come */
    public CrossCheckResult run(Progress progress) {
        long start = System.nanoTime();
        CrossCheckPlan plan = plan();
        Ledger ledger = new Ledger();
        for (CheckLevel level : levels()) {
            if (settings.levels.contains(level.level())) {
                level.run(plan, ledger, progress);
            }
        }
        return new CrossCheckResult(
                setup(plan),
                plan.subjects().stream().map(this::describe).toList(),
                EvidenceOf.pairs(settings.engines),
                ledger.rules(),
                ledger.cells(),
                causeFirst(ledger.failures()),
                ledger.worstCases(),
                ledger.walks(),
                ledger.trajectories(),
                ledger.equivalences(),
                ledger.digests(),
                Optional.empty(),
                (System.nanoTime() - start) * 1e-9);
    }

    /**
     * Runs all levels, for a test.
     *
     * @throws AssertionError if the result does not pass; the message begins with the cause
     */
    public void verify() {
        CrossCheckResult result = run();
        if (!result.passes()) {
            throw new AssertionError(Verdict.of(result));
        }
    }

    CrossCheckPlan plan() {
        return new CrossCheckPlan(Subjects.of(settings.engines), cases(), settings.quick, settings.seed);
    }

    private List<LayerCase> cases() {
        List<LayerCase> chosen = LayerCases.all().stream()
                .filter(on -> settings.kinds.isEmpty() || settings.kinds.contains(on.spec().kind()))
                .toList();
        return settings.quick ? QuickCases.among(chosen) : chosen;
    }

    private List<CheckLevel> levels() {
        return List.of(
                new LayerLevel(settings.maker),
                new NetworkLevel(settings.maker),
                new TrajectoryLevel(settings.maker),
                new AccuracyLevel(settings.maker),
                new DeterminismLevel(settings.maker));
    }

    /** Layers before networks before trainings; a level has put its own in order. */
    private static List<Failure> causeFirst(List<Failure> failures) {
        List<Failure> sorted = new ArrayList<>(failures);
        sorted.sort(Comparator.comparingInt(failure -> "LCNTAD".indexOf(failure.rule().charAt(0))));
        return sorted;
    }

    private static List<String> setup(CrossCheckPlan plan) {
        return List.of(
                "%d cases of %d kinds of layers%s, seed %d"
                        .formatted(
                                plan.cases().size(),
                                plan.kinds().size(),
                                plan.quick() ? " (quick: a few of each kind)" : "",
                                plan.seed()),
                "engines with another number of threads or other options than usual: L1 to L4, L8, L9 and L11 only",
                "%d processors, JDK %s, %s %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version(),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch")));
    }

    private CrossCheckResult.SubjectInfo describe(Subject subject) {
        NetworkSpec network =
                NetworkSpec.builder(Shape.of(3)).add(new Dense(2)).build();
        try (Engine engine = settings.maker.create(
                subject, subject.settings(network, new MeanSquaredError(), UpdateSpec.of(new Sgd(1)), 1, 0))) {
            return new CrossCheckResult.SubjectInfo(subject.label(), engine.describe());
        } catch (BadInputException refused) {
            return new CrossCheckResult.SubjectInfo(subject.label(), refused.getMessage());
        }
    }
}
