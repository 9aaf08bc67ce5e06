package cnn.check.contract;

import cnn.backend.Backend;
import cnn.check.DirectionalCheck;
import cnn.check.DirectionalFinding;
import cnn.check.GradientCheck;
import cnn.check.GradientFinding;
import cnn.check.cases.LayerCase;
import cnn.tensor.Precision;
import java.util.List;

/** Gradients beside central differences. */
final class DifferenceRules {
    private static final int ELEMENTS = 16;
    private static final int DIRECTIONS = 3;

    private DifferenceRules() {}

    /** Float32 has too few digits for differences. */
    static boolean areExact(Precision precision) {
        return precision == Precision.FLOAT64;
    }

    static void elementwise(Backend backend, LayerCase on, Require require) {
        List<GradientFinding> findings = GradientCheck.ofLayer(backend, on.inputs(Precision.FLOAT64), ELEMENTS);
        require.that(!findings.isEmpty(), () -> "no tensor was checked");
        // Every step may tip a winner over, or a sign; then there is nothing to check.
        require.agree(findings, !on.data().mayLieOnKinks());
    }

    /** Along a direction numbers of all sizes move together: special values are looked at each by itself. */
    static boolean movesTogether(LayerCase on) {
        return switch (on.data()) {
            case SUBNORMAL, HUGE, SPIKES -> false;
            default -> true;
        };
    }

    static void alongDirections(Backend backend, LayerCase on, Require require) {
        DirectionalFinding finding = DirectionalCheck.ofLayer(backend, on.inputs(Precision.FLOAT64), DIRECTIONS);
        require.agree(finding, !on.data().mayLieOnKinks());
    }
}
