package cnn.compare.crosscheck.training;

import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Equivalence;
import cnn.compare.result.PairedTest;
import cnn.compare.result.Training;
import cnn.compare.run.RaceResult;
import cnn.compare.statistics.EquivalenceTest;
import java.util.ArrayList;
import java.util.List;

/** Pair by pair: do two engines learn equally well? */
final class AccuracyVerdicts {
    private final List<Subject> subjects;
    private final AccuracyScale scale;
    private final CrossCheckPlan plan;

    AccuracyVerdicts(List<Subject> subjects, AccuracyScale scale, CrossCheckPlan plan) {
        this.subjects = List.copyOf(subjects);
        this.scale = scale;
        this.plan = plan;
    }

    /** @param races one a seed, each of all subjects in their order */
    List<Equivalence> of(List<RaceResult> races) {
        int pairs = subjects.size() * (subjects.size() - 1) / 2;
        List<Equivalence> all = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            for (int j = i + 1; j < subjects.size(); j++) {
                all.add(pair(i, j, races, all.size(), pairs));
            }
        }
        return List.copyOf(all);
    }

    /** @param place of the pair among those of a race, which come in the same order */
    private Equivalence pair(int i, int j, List<RaceResult> races, int place, int pairs) {
        List<Equivalence.Seed> seeds = new ArrayList<>();
        double[] differences = new double[races.size()];
        for (int r = 0; r < races.size(); r++) {
            Training own = races.get(r).trainings().get(i);
            Training other = races.get(r).trainings().get(j);
            PairedTest test = races.get(r).pairs().get(place);
            differences[r] = own.accuracy() - other.accuracy();
            seeds.add(new Equivalence.Seed(plan.seed() + r, own.accuracy(), other.accuracy(), test.pValue()));
        }
        double resolution = 1.0 / scale.test().size();
        EquivalenceTest test = EquivalenceTest.of(differences, plan.delta(), resolution, pairs);
        return new Equivalence(
                subjects.get(i).label(),
                subjects.get(j).label(),
                seeds,
                test.mean(),
                test.low(),
                test.high(),
                test.delta(),
                verdict(test));
    }

    private static Equivalence.Verdict verdict(EquivalenceTest test) {
        if (test.equivalent()) {
            return Equivalence.Verdict.EQUIVALENT;
        }
        return test.different() ? Equivalence.Verdict.DIFFERENT : Equivalence.Verdict.NOT_ENOUGH_DATA;
    }
}
