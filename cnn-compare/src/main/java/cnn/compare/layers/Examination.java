package cnn.compare.layers;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts an engine through everything that is demanded of one layer. */
public final class Examination {
    private Examination() {}

    /**
     * @param demands what to look at; others cost nothing
     * @return what came of them; never throws because of what an engine does
     */
    public static List<Judgement> of(Truth truth, EngineForm form, Set<Demand> demands) {
        List<Judgement> judgements = new ArrayList<>();
        try (Exam exam = new Exam(truth, form)) {
            judgements.addAll(Transplanted.of(exam.checks()));
            if (demands.contains(Demand.DIFFERENCES)) {
                judgements.addAll(Differences.of(exam));
            }
            if (demands.contains(Demand.REPEATED)) {
                judgements.addAll(Repeated.of(exam));
            }
            if (demands.contains(Demand.AS_TRAINED)) {
                judgements.addAll(AsTrained.of(exam));
            }
            if (demands.contains(Demand.LINEAR)) {
                judgements.addAll(Linear.of(exam));
            }
            if (demands.contains(Demand.DIRECTION) && form.precision() == Precision.FLOAT64) {
                judgements.addAll(Direction.of(exam));
            }
            judgements.add(runs(truth, 1, 0, 0, "runs"));
        } catch (BadInputException e) {
            // What an engine refuses is a result.
            judgements.add(runs(truth, 0, 1, 0, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // A library that fails on one layer is a finding about that layer, and no reason to leave out the others.
            judgements.add(runs(truth, 1, 0, Double.POSITIVE_INFINITY, "the engine failed: " + e));
        }
        return judgements.stream()
                .filter(judgement -> demands.contains(judgement.demand()))
                .toList();
    }

    private static Judgement runs(Truth truth, int checked, int leftOut, double overBound, String detail) {
        return new Judgement(Demand.RUNS, truth.specimen().layer(), "", checked, leftOut, overBound, detail);
    }
}
