package cnn.compare.crosscheck;

import cnn.backend.Backend;
import cnn.check.cases.LayerCase;
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
import java.util.Set;

/** Every kind of layer on every subject, one layer at a time, on awkward shapes. */
final class LayerLevel implements CheckLevel {
    /** What is demanded of an engine's other forms: that they compute the same. */
    private static final Set<Demand> OF_FORMS = EnumSet.of(
            Demand.Y, Demand.DX, Demand.GRADIENT, Demand.STATE, Demand.REPEATED, Demand.AS_TRAINED, Demand.RUNS);

    private final EngineMaker maker;

    LayerLevel(EngineMaker maker) {
        this.maker = maker;
    }

    static Rule rule(Demand demand) {
        return new Rule(demand.id(), Level.LAYER, demand.title());
    }

    static Set<Demand> demands(Subject subject) {
        return Subjects.isUsual(subject) ? EnumSet.allOf(Demand.class) : OF_FORMS;
    }

    @Override
    public Level level() {
        return Level.LAYER;
    }

    @Override
    public void run(CrossCheckPlan plan, Ledger ledger, Progress progress) {
        for (Subject subject : plan.subjects()) {
            for (Demand demand : demands(subject)) {
                plan.kinds().forEach(kind -> ledger.expect(subject, rule(demand), kind));
            }
        }
        progress.start("layers", (long) plan.kinds().size() * plan.subjects().size());
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
                    LayerTally tally = new LayerTally(subject, kind, ledger, failures);
                    truths.forEach(truth -> tally.enter(truth.on(), examine(truth, subject)));
                    tally.close(cases, demands(subject));
                    progress.step();
                }
            }
        }
        // The cause first: a tensor of a simple layer, on the smallest case.
        failures.stream().sorted().forEach(found -> ledger.failed(found.subject(), found.rule(), found.failure()));
        progress.done("%d kinds on %d subjects, %d cases, %d failures"
                .formatted(plan.kinds().size(), plan.subjects().size(), plan.cases().size(), failures.size()));
    }

    private List<Judgement> examine(Truth truth, Subject subject) {
        EngineForm form = new EngineForm(
                subject.engine(),
                subject.precision(),
                (network, loss, maxBatch) -> maker.create(
                        subject, subject.settings(network, loss, UpdateSpec.of(new Sgd(1)), maxBatch, 0)));
        return Examination.of(truth, form, demands(subject));
    }
}
