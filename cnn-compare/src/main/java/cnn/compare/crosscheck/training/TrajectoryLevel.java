package cnn.compare.crosscheck.training;

import cnn.compare.crosscheck.plan.CheckLevel;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Replays;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.engine.Engine;
import cnn.compare.run.Progress;
import cnn.data.SampleSource;
import cnn.datasets.Datasets;
import cnn.error.BadInputException;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Many updates from the same parameters, on the same batches with the same dropout masks: does an engine stay as
 * near to the oracle's path as its roundings explain? Each parameter and the loss are judged after every update.
 */
public final class TrajectoryLevel implements CheckLevel {
    static final Rule FLOAT64 = new Rule(
            "T1",
            Level.TRAJECTORY,
            "in float64, every parameter stays in the corridor of rounding; left out where that is wider than the way");
    static final Rule FLOAT32 = new Rule(
            "T2",
            Level.TRAJECTORY,
            "in float32, every parameter stays in the corridor of rounding; left out where that is wider than the way");
    static final Rule LOSS = new Rule("T3", Level.TRAJECTORY, "the loss of every batch stays within its corridor");

    private static final int PICTURES = 120;

    private final EngineMaker maker;
    private final Function<CrossCheckPlan, List<TrainingCase>> cases;

    TrajectoryLevel() {
        this(EngineMaker.REAL);
    }

    /** @param maker of the engines that are judged */
    public TrajectoryLevel(EngineMaker maker) {
        this(maker, TrajectoryLevel::usualCases);
    }

    /** On other cases than the usual. */
    TrajectoryLevel(EngineMaker maker, Function<CrossCheckPlan, List<TrainingCase>> cases) {
        this.maker = maker;
        this.cases = cases;
    }

    private static List<TrainingCase> usualCases(CrossCheckPlan plan) {
        SampleSource pictures = new HalvedPictures(Datasets.named("cats-dogs-32")
                .limited(OptionalInt.of(PICTURES), OptionalInt.empty())
                .train());
        return TrajectoryCases.of(pictures, plan.quick(), plan.seed());
    }

    @Override
    public Level level() {
        return Level.TRAJECTORY;
    }

    @Override
    public void run(CrossCheckPlan plan, Ledger ledger, Progress progress) {
        List<TrainingCase> all = cases.apply(plan);
        for (Subject subject : plan.subjects()) {
            for (TrainingCase on : all) {
                ledger.expect(subject, ofPath(subject), on.name());
                ledger.expect(subject, LOSS, on.name());
            }
        }
        for (TrainingCase on : all) {
            progress.start(
                    "trajectory: " + on.name(),
                    on.batches().size() + plan.subjects().size());
            List<Walker> walkers = walkers(plan, on, ledger);
            Set<Rounding> roundings = walkers.stream().map(Walker::rounding).collect(Collectors.toSet());
            OraclePath oracle = OraclePath.of(on, roundings, progress);
            double worst = 0;
            for (Walker walker : walkers) {
                worst = Math.max(worst, judge(walker, on, oracle, ledger));
                progress.step();
            }
            progress.done("%s: the farthest came to %.2g of its limit".formatted(on.describe(), worst));
        }
    }

    static Rule ofPath(Subject subject) {
        return subject.precision() == Precision.FLOAT64 ? FLOAT64 : FLOAT32;
    }

    /**
     * A subject on its way.
     *
     * @param control the same training, begun one ULP away
     */
    private record Walker(Subject subject, Rounding rounding, Path path, Path control) {}

    /** Those that go through the training; of the others the ledger says why they do not. */
    private List<Walker> walkers(CrossCheckPlan plan, TrainingCase on, Ledger ledger) {
        List<Walker> walkers = new ArrayList<>();
        for (Subject subject : plan.subjects()) {
            try (Engine engine = on.engine(subject, maker)) {
                engine.setParameters(on.start());
                Rounding rounding = Rounding.of(engine, on.batches().get(0));
                Path path = Path.of(engine, on, on.start());
                walkers.add(new Walker(
                        subject, rounding, path, Path.of(engine, on, oneUlpAway(on, subject.precision()))));
            } catch (BadInputException e) {
                ledger.notApplicable(subject, ofPath(subject), on.name(), e.getMessage());
                ledger.notApplicable(subject, LOSS, on.name(), e.getMessage());
            } catch (RuntimeException e) {
                // A library that fails on one training is a finding, and no reason to leave out the others.
                Rule rule = ofPath(subject);
                String detail = "the engine failed: " + e;
                ledger.failed(subject, rule, failure(subject, rule, on, "", detail, Double.POSITIVE_INFINITY));
                ledger.notApplicable(subject, LOSS, on.name(), "the engine failed");
            }
        }
        return walkers;
    }

    /** Gives the largest share of a limit. */
    private static double judge(Walker walker, TrainingCase on, OraclePath oracle, Ledger ledger) {
        Corridor corridor = oracle.corridors().get(walker.rounding());
        return new PathVerdict(walker.subject(), on, oracle.path(), corridor, walker.path(), walker.control())
                .enter(ledger);
    }

    /** Every parameter moved to a neighbour that the precision has, up or down by chance. */
    private static double[] oneUlpAway(TrainingCase on, Precision precision) {
        AddressedRandom random = new AddressedRandom(on.seed());
        double[] moved = on.start().clone();
        for (int i = 0; i < moved.length; i++) {
            double to = random.below(2, Purpose.DISTURBANCE, 0, 0, i) == 0
                    ? Double.NEGATIVE_INFINITY
                    : Double.POSITIVE_INFINITY;
            moved[i] = precision == Precision.FLOAT64
                    ? Math.nextAfter(moved[i], to)
                    : Math.nextAfter((float) moved[i], to);
        }
        return moved;
    }

    static Failure failure(
            Subject subject, Rule rule, TrainingCase on, String tensor, String detail, double errorOverBound) {
        return new Failure(
                subject.label(),
                rule.id(),
                on.name(),
                tensor,
                on.describe(),
                detail,
                errorOverBound,
                Optional.of(Replays.level(Level.TRAJECTORY, subject, on.seed())));
    }
}
