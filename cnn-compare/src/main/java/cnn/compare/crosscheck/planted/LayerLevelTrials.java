package cnn.compare.crosscheck.planted;

import cnn.backend.Backend;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.faults.FaultCatalogue;
import cnn.compare.crosscheck.layer.LayerFailure;
import cnn.compare.crosscheck.layer.LayerLevel;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.compare.layers.Demand;
import cnn.compare.layers.EngineForm;
import cnn.compare.layers.Examination;
import cnn.compare.layers.Judgement;
import cnn.compare.layers.Truth;
import cnn.optim.Sgd;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The layer level's rules, tried on planted faults: the layer in a small network, on an engine, as any engine is. A few cases
 * are enough to show what the level sees; what hides in special shapes, the contract's rules look for.
 */
final class LayerLevelTrials {
    private static final int CASES = 5;
    private static final long MULTIPLY_ADDS = 20_000;

    /** That every case runs tells a crash from a fault; it is no way to notice one. */
    private static final Set<Demand> DEMANDS = EnumSet.complementOf(EnumSet.of(Demand.RUNS));

    /** On one thread: it holds nothing that would have to be given back. */
    private final Backend oracle = Trials.oracle();
    private final Map<String, List<Truth>> truths = new HashMap<>();
    /** What came of the last patient: all demands are looked at together, and asked for one by one. */
    private Optional<Patient> last = Optional.empty();

    private List<Judgement> judgements = List.of();

    private LayerLevelTrials() {}

    static List<Trial> all() {
        LayerLevelTrials level = new LayerLevelTrials();
        return DEMANDS.stream().map(demand -> level.trial(demand)).toList();
    }

    private Trial trial(Demand demand) {
        return new Trial() {
            @Override
            public Rule rule() {
                return LayerLevel.rule(demand);
            }

            @Override
            public boolean appliesTo(String kind) {
                return !kind.equals(FaultCatalogue.UPDATE) && !kind.equals(FaultCatalogue.LOSS);
            }

            @Override
            public Verdict on(Patient patient) {
                return verdict(demand, examine(patient));
            }
        };
    }

    private static Trial.Verdict verdict(Demand demand, List<Judgement> judgements) {
        Optional<Judgement> broken = judgements.stream()
                .filter(one -> one.demand() == demand && !one.agrees())
                .findFirst();
        Optional<Judgement> crashed = judgements.stream()
                .filter(one -> one.demand() == Demand.RUNS && !one.agrees())
                .findFirst();
        return broken.map(one -> Trial.Verdict.broken("%s: %s %s: %s".formatted(
                        demand.id(), one.kind(), one.tensor(), one.detail())))
                .or(() -> crashed.map(one -> Trial.Verdict.crashed(one.detail())))
                .orElse(Trial.Verdict.HOLDS);
    }

    private List<Judgement> examine(Patient patient) {
        if (last.isEmpty() || last.get() != patient) {
            EngineForm form = new EngineForm(
                    "textbook",
                    Precision.FLOAT64,
                    (network, loss, maxBatch) -> Engines.of(
                            patient.newBackend(),
                            new EngineSettings(
                                    network, loss, new Sgd(1), maxBatch, Optional.of(Precision.FLOAT64), 1)));
            List<Judgement> all = new ArrayList<>();
            for (Truth truth : truths.computeIfAbsent(patient.kind(), this::truths)) {
                all.addAll(Examination.of(truth, form, EnumSet.allOf(Demand.class)));
            }
            judgements = List.copyOf(all);
            last = Optional.of(patient);
        }
        return judgements;
    }

    /** Spread over the kind's small cases. */
    private List<Truth> truths(String kind) {
        List<LayerCase> cases = LayerCases.all().stream()
                .filter(on -> on.spec().kind().equals(kind))
                .filter(on -> on.spec().multiplyAdds(on.input()) < MULTIPLY_ADDS)
                .sorted(Comparator.comparingLong(LayerFailure::size))
                .toList();
        List<Truth> chosen = new ArrayList<>();
        int count = Math.min(CASES, cases.size());
        for (int k = 0; k < count; k++) {
            chosen.add(Truth.of(cases.get(k * cases.size() / count), oracle));
        }
        return List.copyOf(chosen);
    }
}
