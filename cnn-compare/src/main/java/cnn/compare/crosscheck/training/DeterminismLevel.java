package cnn.compare.crosscheck.training;

import cnn.compare.crosscheck.plan.CheckLevel;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Replays;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Digest;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.engine.Engine;
import cnn.compare.run.Progress;
import cnn.data.Batch;
import cnn.data.SampleSource;
import cnn.datasets.Datasets;
import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The same bits again: the parameters' SHA-256 after a few updates, at several numbers of threads, twice each. What an
 * engine promises is judged; of the others it is shown what happened here.
 */
public final class DeterminismLevel implements CheckLevel {
    static final Rule AGAIN = new Rule("D1", Level.DETERMINISM, "the same training again gives the same bits");
    static final Rule THREADS =
            new Rule("D2", Level.DETERMINISM, "any number of threads gives the same bits");

    private static final int PICTURES = 40;
    private static final int TIMES = 2;

    private final EngineMaker maker;

    DeterminismLevel() {
        this(EngineMaker.REAL);
    }

    /** @param maker of the engines */
    public DeterminismLevel(EngineMaker maker) {
        this.maker = maker;
    }

    @Override
    public Level level() {
        return Level.DETERMINISM;
    }

    @Override
    public void run(CrossCheckPlan plan, Ledger ledger, Progress progress) {
        SampleSource pictures = new HalvedPictures(Datasets.named("cats-dogs-32")
                .limited(OptionalInt.of(PICTURES), OptionalInt.empty())
                .train());
        List<TrainingCase> cases = DeterminismCases.of(pictures, plan.quick(), plan.seed());
        List<Subject> subjects = DeterminismCases.forms(plan.subjects());
        for (Subject subject : subjects) {
            for (TrainingCase on : cases) {
                ledger.expect(subject, AGAIN, on.name());
                ledger.expect(subject, THREADS, on.name());
            }
        }
        for (TrainingCase on : cases) {
            progress.start("determinism: " + on.name(), subjects.size());
            int before = ledger.failures().size();
            for (Subject subject : subjects) {
                check(subject, on, plan.quick(), ledger);
                progress.step();
            }
            int failed = ledger.failures().size() - before;
            progress.done(failed == 0 ? "what is promised is kept" : failed + " promises broken");
        }
    }

    private void check(Subject subject, TrainingCase on, boolean quick, Ledger ledger) {
        Promise promise = Promise.of(subject.engine());
        Map<Integer, List<String>> digests = new LinkedHashMap<>();
        List<Digest.Run> runs = new ArrayList<>();
        try {
            for (int threads : promise.threads(quick)) {
                for (int time = 1; time <= TIMES; time++) {
                    String digest = train(subject.withThreads(threads), on);
                    digests.computeIfAbsent(threads, none -> new ArrayList<>()).add(digest);
                    String form = "threads=%d, %s time".formatted(threads, time == 1 ? "first" : "second");
                    runs.add(new Digest.Run(form, digest));
                }
            }
        } catch (BadInputException e) {
            ledger.notApplicable(subject, AGAIN, on.name(), e.getMessage());
            ledger.notApplicable(subject, THREADS, on.name(), e.getMessage());
            return;
        } catch (RuntimeException e) {
            // A library that fails on one training is a finding, and no reason to leave out the others.
            ledger.failed(subject, AGAIN, failure(subject, AGAIN, on, "the engine failed: " + e));
            ledger.notApplicable(subject, THREADS, on.name(), "the engine failed");
            return;
        }
        ledger.add(new Digest(subject.label(), on.describe(), promise.acrossThreads(), runs));
        again(subject, on, promise, digests, ledger);
        threads(subject, on, promise, digests, ledger);
    }

    private String train(Subject subject, TrainingCase on) {
        try (Engine engine = on.engine(subject, maker)) {
            engine.setParameters(on.start());
            for (Batch batch : on.batches()) {
                engine.trainStep(batch);
            }
            return ParameterDigest.sha256(engine.parameters(), engine.precision());
        }
    }

    private static void again(
            Subject subject, TrainingCase on, Promise promise, Map<Integer, List<String>> digests, Ledger ledger) {
        List<Integer> unequal = digests.keySet().stream()
                .filter(threads -> digests.get(threads).stream().distinct().count() > 1)
                .toList();
        if (!promise.again()) {
            ledger.notApplicable(subject, AGAIN, on.name(), notPromised(unequal.isEmpty()));
            return;
        }
        ledger.checked(subject, AGAIN, on.name(), digests.size(), Double.NaN);
        for (int threads : unequal) {
            ledger.failed(
                    subject,
                    AGAIN,
                    failure(subject, AGAIN, on, "with %d threads the second training gave other bits: SHA-256 %s"
                            .formatted(threads, shown(digests.get(threads)))));
        }
    }

    private static void threads(
            Subject subject, TrainingCase on, Promise promise, Map<Integer, List<String>> digests, Ledger ledger) {
        List<String> firsts =
                digests.values().stream().map(again -> again.get(0)).toList();
        boolean same = firsts.stream().distinct().count() == 1;
        if (!promise.acrossThreads()) {
            ledger.notApplicable(subject, THREADS, on.name(), notPromised(same));
            return;
        }
        ledger.checked(subject, THREADS, on.name(), firsts.size(), Double.NaN);
        if (!same) {
            ledger.failed(
                    subject,
                    THREADS,
                    failure(subject, THREADS, on, "threads %s gave other bits: SHA-256 %s"
                            .formatted(digests.keySet(), shown(firsts))));
        }
    }

    private static String notPromised(boolean same) {
        return "not promised; here " + (same ? "the same" : "not the same");
    }

    private static String shown(List<String> digests) {
        return String.join(", ", digests.stream().map(digest -> digest.substring(0, 12)).toList());
    }

    private static Failure failure(Subject subject, Rule rule, TrainingCase on, String detail) {
        return new Failure(
                subject.label(),
                rule.id(),
                on.name(),
                "",
                on.describe(),
                detail,
                Double.POSITIVE_INFINITY,
                Optional.of(Replays.level(Level.DETERMINISM, subject, on.seed())));
    }
}
