package cnn.compare.crosscheck.layer;

import cnn.backend.Backend;
import cnn.backend.UnsupportedLayerException;
import cnn.check.cases.LayerCase;
import cnn.check.contract.BackendRule;
import cnn.check.contract.Judgement;
import cnn.check.contract.LayerRule;
import cnn.check.contract.RuleBroken;
import cnn.compare.crosscheck.plan.CheckLevel;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.QuickCases;
import cnn.compare.crosscheck.plan.Replays;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.plan.Subjects;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.layers.Truth;
import cnn.compare.run.Progress;
import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The contract of a backend's layers, rule by rule, on every backend in every form. */
public final class ContractLevel implements CheckLevel {
    private static final Comparator<Found> CAUSE_FIRST = Comparator.<Found, Boolean>comparing(
                    found -> found.broken.tensor().isEmpty())
            .thenComparing(found -> found.broken.on().map(on -> on.spec().branches().isEmpty()).orElse(false) ? 0 : 1)
            .thenComparing(found -> found.broken.on().map(LayerFailure::size).orElse(Long.MAX_VALUE));

    private final EngineMaker maker;
    private final boolean layersOnly;

    /** @param layersOnly leaves out the rules about a backend as a whole */
    public ContractLevel(EngineMaker maker, boolean layersOnly) {
        this.maker = maker;
        this.layersOnly = layersOnly;
    }

    private record Found(Subject subject, Rule rule, RuleBroken broken) {
        Failure failure() {
            return new Failure(
                    subject.label(),
                    rule.id(),
                    broken.kind(),
                    broken.tensor(),
                    broken.on().map(LayerCase::toString).orElse("the backend as a whole"),
                    broken.detail(),
                    broken.errorOverBound(),
                    broken.on().map(on -> Replays.of(Level.CONTRACT, subject, on)));
        }
    }

    private static Rule rule(LayerRule rule) {
        return new Rule(rule.id(), Level.CONTRACT, rule.title());
    }

    private static Rule rule(BackendRule rule) {
        return new Rule(rule.id(), Level.CONTRACT, rule.title());
    }

    @Override
    public Level level() {
        return Level.CONTRACT;
    }

    @Override
    public void run(CrossCheckPlan plan, Ledger ledger, Progress progress) {
        List<Subject> subjects = plan.subjects().stream()
                .filter(subject -> Subjects.isBackend(subject.engine()))
                .toList();
        subjects.forEach(subject -> expect(subject, plan, ledger));
        progress.start("contract", (long) subjects.size() * plan.kinds().size());
        List<Found> found = new ArrayList<>();
        try (Backend reference = Truth.oracle()) {
            for (Subject subject : subjects) {
                try (Backend backend = maker.backend(subject)) {
                    check(subject, backend, reference, plan, ledger, found, progress);
                } catch (BadInputException refused) {
                    refuse(subject, plan, ledger, String.valueOf(refused.getMessage()));
                }
            }
        }
        found.stream().sorted(CAUSE_FIRST).forEach(one -> ledger.failed(one.subject, one.rule, one.failure()));
        progress.done("%d backends, %d rules, %d broken"
                .formatted(subjects.size(), LayerRule.values().length + wholeRules(subjects).size(), found.size()));
    }

    private List<BackendRule> wholeRules(List<Subject> subjects) {
        return layersOnly || subjects.isEmpty() ? List.of() : Arrays.asList(BackendRule.values());
    }

    /** What a form gives other than the backend's usual one shows on a few cases; a quick run has half of them. */
    private static List<LayerCase> cases(Subject subject, CrossCheckPlan plan) {
        boolean usual = Subjects.isUsual(subject);
        if (plan.quick()) {
            return QuickCases.among(plan.cases(), usual ? LayerScope.FEW / 2 : 1);
        }
        return usual ? plan.cases() : QuickCases.among(plan.cases(), LayerScope.FEW);
    }

    private static List<LayerCase> cases(Subject subject, CrossCheckPlan plan, LayerRule rule, String kind) {
        return cases(subject, plan).stream()
                .filter(on -> on.spec().kind().equals(kind) && rule.appliesTo(on))
                .toList();
    }

    private void expect(Subject subject, CrossCheckPlan plan, Ledger ledger) {
        for (LayerRule rule : LayerRule.values()) {
            for (String kind : plan.kinds()) {
                if (cases(subject, plan, rule, kind).isEmpty()) {
                    continue;
                }
                ledger.expect(subject, rule(rule), kind);
                if (!rule.appliesTo(subject.precision())) {
                    ledger.notApplicable(subject, rule(rule), kind, "not in " + subject.precision());
                }
            }
        }
        wholeRules(List.of(subject)).forEach(rule -> ledger.expect(subject, rule(rule), rule.kind()));
    }

    private void refuse(Subject subject, CrossCheckPlan plan, Ledger ledger, String reason) {
        for (LayerRule rule : LayerRule.values()) {
            for (String kind : plan.kinds()) {
                if (!cases(subject, plan, rule, kind).isEmpty()) {
                    ledger.notApplicable(subject, rule(rule), kind, reason);
                }
            }
        }
        wholeRules(List.of(subject)).forEach(rule -> ledger.notApplicable(subject, rule(rule), rule.kind(), reason));
    }

    private void check(
            Subject subject,
            Backend backend,
            Backend reference,
            CrossCheckPlan plan,
            Ledger ledger,
            List<Found> found,
            Progress progress) {
        for (String kind : plan.kinds()) {
            for (LayerRule rule : LayerRule.values()) {
                if (rule.appliesTo(backend.precision())) {
                    cases(subject, plan, rule, kind)
                            .forEach(on -> attempt(subject, rule(rule), kind, ledger, () -> rule.check(backend, reference, on))
                                    .ifPresent(found::add));
                }
            }
            progress.step();
        }
        for (BackendRule rule : wholeRules(List.of(subject))) {
            attempt(subject, rule(rule), rule.kind(), ledger, () -> rule.check(backend, reference))
                    .ifPresent(found::add);
        }
    }

    private static Optional<Found> attempt(
            Subject subject, Rule rule, String kind, Ledger ledger, Supplier<Judgement> check) {
        try {
            Judgement judgement = check.get();
            ledger.checked(subject, rule, kind, judgement.judged(), judgement.worst());
            ledger.leftOut(subject, rule, kind, judgement.leftOut());
            return Optional.empty();
        } catch (UnsupportedLayerException refused) {
            ledger.notApplicable(subject, rule, kind, String.valueOf(refused.getMessage()));
            return Optional.empty();
        } catch (RuleBroken broken) {
            ledger.checked(subject, rule, kind, 1, broken.errorOverBound());
            return Optional.of(new Found(subject, rule, broken));
        }
    }
}
