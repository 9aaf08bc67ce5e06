package cnn.compare.crosscheck.layer;

import cnn.backend.Backend;
import cnn.check.cases.LayerCase;
import cnn.check.cases.Shrinking;
import cnn.compare.crosscheck.plan.CheckLevel;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.layers.Demand;
import cnn.compare.layers.EngineForm;
import cnn.compare.layers.Examination;
import cnn.compare.layers.Judgement;
import cnn.compare.layers.Truth;
import cnn.compare.run.Progress;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every kind of layer on every subject, one layer at a time, on awkward shapes. */
public final class LayerLevel implements CheckLevel {
    /** Simpler cases that are tried for each kind of failure. */
    private static final int SHRINKING_TRIES = 200;

    private final EngineMaker maker;

    public LayerLevel(EngineMaker maker) {
        this.maker = maker;
    }

    public static Rule rule(Demand demand) {
        return new Rule(demand.id(), Level.LAYER, demand.title());
    }

    @Override
    public Level level() {
        return Level.LAYER;
    }

    @Override
    public void run(CrossCheckPlan plan, Ledger ledger, Progress progress) {
        for (Subject subject : plan.subjects()) {
            for (Demand demand : LayerScope.demands(subject)) {
                plan.kinds().forEach(kind -> ledger.expect(subject, rule(demand), kind));
            }
        }
        progress.start("layers", (long) plan.kinds().size() * plan.subjects().size());
        LayerScope scope = new LayerScope(plan.cases());
        List<LayerFailure> failures = new ArrayList<>();
        try (Backend oracle = Truth.oracle()) {
            for (String kind : plan.kinds()) {
                List<LayerCase> cases = plan.cases().stream()
                        .filter(on -> on.spec().kind().equals(kind))
                        .sorted(Comparator.comparingLong(LayerFailure::size))
                        .toList();
                List<Truth> truths =
                        cases.stream().map(on -> Truth.of(on, oracle)).toList();
                for (Subject subject : plan.subjects()) {
                    LayerTally tally = new LayerTally(subject, kind, ledger);
                    for (Truth truth : truths) {
                        Set<Demand> demands = scope.demands(subject, truth.on());
                        if (!demands.isEmpty()) {
                            tally.enter(truth.on(), examine(truth, subject, demands));
                        }
                    }
                    tally.close(cases, LayerScope.demands(subject));
                    failures.addAll(shrunk(tally.failures(), oracle));
                    progress.step();
                }
            }
        }
        // The cause first: a tensor of a simple layer, on the smallest case.
        failures.stream().sorted().forEach(found -> ledger.failed(found.subject(), found.rule(), found.failure()));
        progress.done("%d kinds on %d subjects, %d cases, %d failures"
                .formatted(plan.kinds().size(), plan.subjects().size(), plan.cases().size(), failures.size()));
    }

    private List<Judgement> examine(Truth truth, Subject subject, Set<Demand> demands) {
        EngineForm form = new EngineForm(
                subject.engine(),
                subject.precision(),
                (network, loss, maxBatch) -> maker.create(
                        subject, subject.settings(network, loss, UpdateSpec.of(new Sgd(1)), maxBatch, 0)));
        return Examination.of(truth, form, demands);
    }

    /** Of what fails in the same way the first, which is the smallest, made smaller still; and the others as they are. */
    private List<LayerFailure> shrunk(List<LayerFailure> failures, Backend oracle) {
        List<LayerFailure> all = new ArrayList<>();
        for (LayerFailure failure : failures) {
            boolean first = all.stream().noneMatch(failure::isLike);
            all.add(first ? smallest(failure, oracle) : failure);
        }
        return all;
    }

    private LayerFailure smallest(LayerFailure failure, Backend oracle) {
        LayerCase smallest = Shrinking.smallest(
                failure.on(), simpler -> again(failure, simpler, oracle).isPresent(), SHRINKING_TRIES);
        return again(failure, smallest, oracle).orElse(failure);
    }

    /** The same failure on another case, if it is there too. */
    private Optional<LayerFailure> again(LayerFailure failure, LayerCase on, Backend oracle) {
        Set<Demand> demands = EnumSet.of(failure.judgement().demand());
        return examine(Truth.of(on, oracle), failure.subject(), demands).stream()
                .filter(judgement -> !judgement.agrees())
                .map(judgement -> new LayerFailure(failure.subject(), on, judgement))
                .filter(failure::isLike)
                .findFirst();
    }
}
