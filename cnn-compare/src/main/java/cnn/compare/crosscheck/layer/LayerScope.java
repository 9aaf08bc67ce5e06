package cnn.compare.crosscheck.layer;

import cnn.check.cases.LayerCase;
import cnn.compare.crosscheck.plan.QuickCases;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.plan.Subjects;
import cnn.compare.layers.Demand;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which cases each subject gets, and what is demanded on them: all of a backend as it usually is, less of the others. */
public final class LayerScope {
    /** Cases of a kind for what is not tried on all of them. */
    static final int FEW = 4;

    /** Of engines that are slow to build, on every case; all else on a few. */
    private static final Set<Demand> OF_LIBRARIES = EnumSet.of(
            Demand.Y, Demand.DX, Demand.GRADIENT, Demand.STATE, Demand.DIFFERENCES, Demand.RUNS);
    /** Of an engine's other forms, on a few cases: that they compute the same. */
    private static final Set<Demand> OF_FORMS = EnumSet.of(
            Demand.Y, Demand.DX, Demand.GRADIENT, Demand.STATE, Demand.REPEATED, Demand.AS_TRAINED, Demand.RUNS);

    private final Set<LayerCase> few;

    LayerScope(List<LayerCase> cases) {
        this.few = new HashSet<>(QuickCases.among(cases, FEW));
    }

    /** All that is demanded of a subject on some case. */
    static Set<Demand> demands(Subject subject) {
        return Subjects.isUsual(subject) ? EnumSet.allOf(Demand.class) : OF_FORMS;
    }

    /** What is demanded of a subject on this case; nothing if it is not for this subject. */
    Set<Demand> demands(Subject subject, LayerCase on) {
        boolean all = few.contains(on) || Subjects.isUsual(subject) && Subjects.isBackend(subject.engine());
        if (all) {
            return demands(subject);
        }
        return Subjects.isUsual(subject) ? OF_LIBRARIES : EnumSet.noneOf(Demand.class);
    }

    /** For reports. */
    public static List<String> describe() {
        return List.of(
                "engines with another number of threads or other options than usual: L1 to L4, L8, L9 and L11 on %d cases of each"
                                .formatted(FEW)
                        + " kind; the contract on as many",
                "engines that are no backends: L6 to L9 on %d cases of each kind; the contract, which is about layers of"
                                .formatted(FEW)
                        + " backends, not at all");
    }
}
