package cnn.compare.crosscheck;

import cnn.check.cases.LayerCase;
import cnn.compare.crosscheck.layer.ContractLevel;
import cnn.compare.crosscheck.layer.LayerLevel;
import cnn.compare.crosscheck.layer.LayerScope;
import cnn.compare.crosscheck.network.NetworkLevel;
import cnn.compare.crosscheck.plan.CheckLevel;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.plan.Subjects;
import cnn.compare.crosscheck.planted.PlantedFaults;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.training.AccuracyLevel;
import cnn.compare.crosscheck.training.DeterminismLevel;
import cnn.compare.crosscheck.training.TrajectoryLevel;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Engines;
import cnn.compare.run.Progress;
import cnn.error.BadInputException;
import cnn.loss.MeanSquaredError;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.spec.Dense;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private final CrossCheckSettings settings;

    private CrossCheck(CrossCheckSettings settings) {
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
        return new CrossCheck(CrossCheckSettings.usual(engines));
    }

    /** Of every engine but {@code dl4j-stock}, whose mistakes are known, and mended in {@code dl4j}. */
    public static CrossCheck ofAll() {
        return of(Engines.names().stream()
                .filter(name -> !name.equals(Engines.DL4J_STOCK))
                .toList());
    }

    /** Less of everything, for a run of under a minute. */
    public CrossCheck quick() {
        return new CrossCheck(settings.withQuick());
    }

    /** These levels only. */
    public CrossCheck levels(Set<Level> wanted) {
        return new CrossCheck(settings.withLevels(wanted));
    }

    /**
     * These kinds of layers only, as in configurations.
     *
     * @throws BadInputException if there is no such kind; the message lists those there are
     */
    public CrossCheck layers(List<String> kinds) {
        return new CrossCheck(settings.withKinds(kinds));
    }

    /** So many random cases of each kind of layer, besides those of the catalogue. */
    public CrossCheck random(int ofEachKind) {
        return new CrossCheck(settings.withRandom(ofEachKind));
    }

    /** These cases of layers only: what a failure's replay command names. */
    public CrossCheck cases(List<LayerCase> cases) {
        return new CrossCheck(settings.withCases(cases));
    }

    /** Of everything that is random. */
    public CrossCheck seed(long seed) {
        return new CrossCheck(settings.withSeed(seed));
    }

    /** With engines made in another way: for tests, which put a harmed one in the place of a good one. */
    CrossCheck madeBy(EngineMaker maker) {
        return new CrossCheck(settings.withMaker(maker));
    }

    /**
     * Plants every fault of the catalogue in turn and shows it to every rule that says anything about it: would the
     * cross-check have noticed?
     */
    public static CrossCheckResult ofPlantedFaults(Progress progress) {
        long start = System.nanoTime();
        KillMatrix matrix = PlantedFaults.all().run(progress);
        return new CrossCheckResult(
                List.of(machine()),
                List.of(),
                List.of(),
                matrix.rules(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(matrix),
                (System.nanoTime() - start) * 1e-9);
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
            if (settings.levels().contains(level.level())) {
                level.run(plan, ledger, progress);
            }
        }
        return new CrossCheckResult(
                setup(plan),
                plan.subjects().stream().map(this::describe).toList(),
                EvidenceOf.pairs(settings.engines()),
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
        return new CrossCheckPlan(
                Subjects.of(settings.engines(), settings.quick()), settings.chosenCases(), settings.quick(), settings.seed());
    }

    private List<CheckLevel> levels() {
        return List.of(
                new LayerLevel(settings.maker()),
                new ContractLevel(settings.maker(), settings.isAboutLayersOnly()),
                new NetworkLevel(settings.maker()),
                new TrajectoryLevel(settings.maker()),
                new DeterminismLevel(settings.maker()),
                new AccuracyLevel(settings.maker()));
    }

    /** Layers before networks before trainings; a level has put its own in order. */
    private static List<Failure> causeFirst(List<Failure> failures) {
        List<Failure> sorted = new ArrayList<>(failures);
        sorted.sort(Comparator.comparingInt(failure -> "LCNTAD".indexOf(failure.rule().charAt(0))));
        return sorted;
    }

    private static List<String> setup(CrossCheckPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("%d cases of %d kinds of layers%s, seed %d"
                .formatted(
                        plan.cases().size(),
                        plan.kinds().size(),
                        plan.quick() ? " (quick: a few of each kind)" : "",
                        plan.seed()));
        lines.addAll(LayerScope.describe());
        lines.add(machine());
        return lines;
    }

    private static String machine() {
        return "%d processors, JDK %s, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }

    private CrossCheckResult.SubjectInfo describe(Subject subject) {
        NetworkSpec network =
                NetworkSpec.builder(Shape.of(3)).add(new Dense(2)).build();
        try (Engine engine = settings.maker().create(
                subject, subject.settings(network, new MeanSquaredError(), UpdateSpec.of(new Sgd(1)), 1, 0))) {
            return new CrossCheckResult.SubjectInfo(subject.label(), engine.describe());
        } catch (BadInputException refused) {
            return new CrossCheckResult.SubjectInfo(subject.label(), refused.getMessage());
        }
    }
}
