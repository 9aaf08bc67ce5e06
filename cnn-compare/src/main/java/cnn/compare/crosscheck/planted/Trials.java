package cnn.compare.crosscheck.planted;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.contract.BackendRule;
import cnn.check.contract.LayerRule;
import cnn.check.contract.LossRule;
import cnn.check.contract.RuleBroken;
import cnn.check.faults.FaultCatalogue;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rules that planted faults are shown to. */
final class Trials {
    /** Larger cases find nothing here that smaller ones do not, and take most of the time. */
    private static final long MULTIPLY_ADDS = 20_000;

    private Trials() {}

    static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        for (LayerRule rule : LayerRule.values()) {
            all.add(new OfLayers(rule));
        }
        all.addAll(LayerLevelTrials.all());
        all.add(new NetworkTrial());
        for (BackendRule rule : List.of(BackendRule.C15, BackendRule.C30)) {
            all.add(new OfUpdates(rule));
        }
        for (LossRule rule : LossRule.values()) {
            all.add(new OfLosses(rule));
        }
        return List.copyOf(all);
    }

    /** The judge of a trial, which closes it. */
    static Backend oracle() {
        return Backends.named("textbook", BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64).withThreads(1));
    }

    private interface Attempt {
        void run();
    }

    /** A rule that was broken says so by a {@link RuleBroken} without a cause; one with a cause has crashed. */
    private static Trial.Verdict verdict(Attempt attempt) {
        try {
            attempt.run();
            return Trial.Verdict.HOLDS;
        } catch (RuleBroken e) {
            return e.getCause() == null
                    ? Trial.Verdict.broken(e.getMessage())
                    : Trial.Verdict.crashed(e.getCause().toString());
        }
    }

    /** A rule of the contract about single layers, tried on the small cases of the fault's kind until it is broken. */
    private record OfLayers(LayerRule of) implements Trial {
        @Override
        public Rule rule() {
            return new Rule(of.id(), Level.CONTRACT, of.title());
        }

        @Override
        public boolean appliesTo(String kind) {
            return cases(kind).stream().anyMatch(of::appliesTo);
        }

        private static List<LayerCase> cases(String kind) {
            return LayerCases.all().stream()
                    .filter(on -> on.spec().kind().equals(kind))
                    .filter(on -> on.spec().multiplyAdds(on.input()) < MULTIPLY_ADDS)
                    .sorted(Comparator.comparingLong(on -> on.spec().multiplyAdds(on.input())))
                    .toList();
        }

        @Override
        public Verdict on(Patient patient) {
            Verdict worst = Verdict.HOLDS;
            try (Backend oracle = oracle();
                    Backend backend = patient.newBackend()) {
                for (LayerCase on : cases(patient.kind())) {
                    if (of.appliesTo(on)) {
                        Verdict verdict = verdict(() -> of.check(backend, oracle, on));
                        if (verdict.broken()) {
                            return verdict;
                        }
                        worst = verdict.crashed() ? verdict : worst;
                    }
                }
            }
            return worst;
        }
    }

    /** A rule of the contract about updates. */
    private record OfUpdates(BackendRule of) implements Trial {
        @Override
        public Rule rule() {
            return new Rule(of.id(), Level.CONTRACT, of.title());
        }

        @Override
        public boolean appliesTo(String kind) {
            return kind.equals(FaultCatalogue.UPDATE);
        }

        @Override
        public Verdict on(Patient patient) {
            try (Backend oracle = oracle();
                    Backend backend = patient.newBackend()) {
                return verdict(() -> of.check(backend, oracle));
            }
        }
    }

    /** A rule of the contract about losses. */
    private record OfLosses(LossRule of) implements Trial {
        @Override
        public Rule rule() {
            return new Rule(of.id(), Level.CONTRACT, of.title());
        }

        @Override
        public boolean appliesTo(String kind) {
            return kind.equals(FaultCatalogue.LOSS);
        }

        @Override
        public Verdict on(Patient patient) {
            return patient.loss()
                    .map(loss -> verdict(() -> of.check(loss.spec(), loss.own())))
                    .orElseThrow();
        }
    }
}
