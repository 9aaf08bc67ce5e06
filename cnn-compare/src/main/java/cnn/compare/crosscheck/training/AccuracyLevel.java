package cnn.compare.crosscheck.training;

import cnn.compare.crosscheck.plan.CheckLevel;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Replays;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Equivalence;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Engines;
import cnn.compare.run.Progress;
import cnn.compare.run.RaceResult;
import cnn.compare.run.TrainingRace;
import cnn.data.Batches;
import cnn.error.BadInputException;
import cnn.tensor.Precision;
import cnn.training.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is learnt, over seeds: every engine trains from the same parameters on the same batches, seed by seed,
 * and answers to the same test pictures. Each pair of engines is put to McNemar's test for each seed and to the
 * two one-sided tests over all of them.
 */
public final class AccuracyLevel implements CheckLevel {
    static final Rule EQUIVALENT = new Rule(
            "A1",
            Level.ACCURACY,
            "over seeds, the mean accuracy is not known to differ from another engine's, unless by less than delta");

    /** Learning takes the reference too long; and DL4J as it is shipped learns what it learns with its helpers. */
    private static final Set<String> LEFT_OUT = Set.of("textbook", Engines.DL4J_STOCK);

    private final EngineMaker maker;
    private final Function<CrossCheckPlan, AccuracyScale> scales;

    AccuracyLevel() {
        this(EngineMaker.REAL);
    }

    /** @param maker of the engines */
    public AccuracyLevel(EngineMaker maker) {
        this(maker, plan -> AccuracyScale.usual(plan.quick()));
    }

    /** On another scale than the usual. */
    AccuracyLevel(EngineMaker maker, Function<CrossCheckPlan, AccuracyScale> scales) {
        this.maker = maker;
        this.scales = scales;
    }

    @Override
    public Level level() {
        return Level.ACCURACY;
    }

    @Override
    public void run(CrossCheckPlan plan, Ledger ledger, Progress progress) {
        AccuracyScale scale = scales.apply(plan);
        List<Subject> subjects = new ArrayList<>(contestants(plan.subjects()));
        subjects.forEach(subject -> ledger.expect(subject, EQUIVALENT, scale.name()));
        subjects.removeIf(subject -> refuses(subject, scale, plan.seed(), ledger));
        if (subjects.size() < 2) {
            subjects.forEach(subject -> ledger.notApplicable(
                    subject, EQUIVALENT, scale.name(), "there is no second engine to compare with"));
            return;
        }
        progress.start("accuracy: " + scale.name(), (long) scale.seeds() * subjects.size());
        List<RaceResult> races = new ArrayList<>();
        try {
            for (int i = 0; i < scale.seeds(); i++) {
                races.add(race(subjects, scale, plan.seed() + i));
                subjects.forEach(subject -> progress.step());
            }
        } catch (RuntimeException e) {
            // Which of the engines it was, the message says; none of them can be compared now.
            for (Subject subject : subjects) {
                String detail = "the training failed: " + e;
                ledger.failed(
                        subject,
                        EQUIVALENT,
                        failure(subject, scale, plan.seed(), detail, Double.POSITIVE_INFINITY));
            }
            progress.done("failed");
            return;
        }
        List<Equivalence> all = new AccuracyVerdicts(subjects, scale, plan).of(races);
        all.forEach(ledger::add);
        enter(subjects, scale, plan, all, ledger);
        progress.done(summary(all));
    }

    /** Of each engine its first subject in float32, which is what people train in. */
    static List<Subject> contestants(List<Subject> subjects) {
        Map<String, Subject> first = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            if (subject.precision() == Precision.FLOAT32 && !LEFT_OUT.contains(subject.engine())) {
                first.putIfAbsent(subject.engine(), subject);
            }
        }
        return List.copyOf(first.values());
    }

    private boolean refuses(Subject subject, AccuracyScale scale, long seed, Ledger ledger) {
        try (Engine engine = scale.training(seed).engine(subject, maker)) {
            return engine.network().parameterCount() == 0;
        } catch (BadInputException e) {
            ledger.notApplicable(subject, EQUIVALENT, scale.name(), e.getMessage());
            return true;
        }
    }

    private RaceResult race(List<Subject> subjects, AccuracyScale scale, long seed) {
        TrainingCase on = scale.training(seed);
        List<Engine> engines = new ArrayList<>();
        try {
            for (Subject subject : subjects) {
                Engine engine = on.engine(subject, maker);
                engines.add(engine);
                engine.setParameters(on.start());
            }
            TrainingSpec training = TrainingSpec.builder(scale.update())
                    .loss(TrainingCase.LOSS)
                    .epochs(scale.epochs())
                    .batchSize(scale.batch())
                    .seed(seed)
                    .build();
            return new TrainingRace(
                            new Batches(scale.train(), scale.batch()),
                            Optional.empty(),
                            new Batches(scale.test(), scale.batch()),
                            training,
                            Progress.SILENT)
                    .run(engines);
        } finally {
            engines.forEach(Engine::close);
        }
    }

    /** Of two that differ the one is blamed that differs from more of the others; both, if that does not tell. */
    private static void enter(
            List<Subject> subjects, AccuracyScale scale, CrossCheckPlan plan, List<Equivalence> all, Ledger ledger) {
        Map<String, Long> blame = new LinkedHashMap<>();
        subjects.forEach(subject -> blame.put(subject.label(), differing(subject.label(), all)));
        for (Equivalence pair : all) {
            for (Subject subject : subjects) {
                String label = subject.label();
                if (!isOf(label, pair)) {
                    continue;
                }
                String other = label.equals(pair.subject()) ? pair.other() : pair.subject();
                double share = Math.abs(pair.difference()) / pair.delta();
                ledger.checked(subject, EQUIVALENT, scale.name(), pair.seeds().size(), share);
                if (pair.verdict() == Equivalence.Verdict.DIFFERENT && blame.get(label) >= blame.get(other)) {
                    ledger.failed(
                            subject, EQUIVALENT, failure(subject, scale, plan.seed(), detail(other, pair), share));
                }
            }
        }
    }

    private static String detail(String other, Equivalence pair) {
        return "mean accuracy is not that of %s: over %d seeds, %s minus %s is %.4f, 90%% interval %.4f to %.4f, delta %s"
                .formatted(
                        other,
                        pair.seeds().size(),
                        pair.subject(),
                        pair.other(),
                        pair.difference(),
                        pair.low(),
                        pair.high(),
                        pair.delta());
    }

    private static long differing(String label, List<Equivalence> all) {
        return all.stream()
                .filter(pair -> isOf(label, pair) && pair.verdict() == Equivalence.Verdict.DIFFERENT)
                .count();
    }

    private static boolean isOf(String label, Equivalence pair) {
        return pair.subject().equals(label) || pair.other().equals(label);
    }

    private static String summary(List<Equivalence> all) {
        List<String> parts = new ArrayList<>();
        for (Equivalence.Verdict verdict : Equivalence.Verdict.values()) {
            long count = all.stream().filter(pair -> pair.verdict() == verdict).count();
            if (count > 0) {
                parts.add(count + " " + verdict.words());
            }
        }
        return "of %d pairs of engines: %s".formatted(all.size(), String.join(", ", parts));
    }

    private static Failure failure(Subject subject, AccuracyScale scale, long seed, String detail, double share) {
        return new Failure(
                subject.label(),
                EQUIVALENT.id(),
                scale.name(),
                "",
                "%d seeds from %d, %d epochs of %d pictures"
                        .formatted(scale.seeds(), seed, scale.epochs(), scale.train().size()),
                detail,
                share,
                Optional.of(Replays.level(Level.ACCURACY, seed)));
    }
}
