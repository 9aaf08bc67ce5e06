package cnn.scratch.check;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.check.cases.LayerCase;
import cnn.check.contract.BackendCheck;
import cnn.check.contract.BackendReport;
import cnn.check.contract.PatchedBackend;
import cnn.check.contract.RuleBroken;
import cnn.spec.Dense;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the rules about linear, interleaved and directional passes find, and others do not. */
class NewRulesTest {
    private final Backend textbook = Backends.named("textbook");

    @AfterEach
    void close() {
        textbook.close();
    }

    private static Set<String> broken(BackendCheck check) {
        BackendReport report = check.report();
        assertThat(report.outcomes()).isNotEmpty();
        return report.broken().stream().map(RuleBroken::rule).collect(Collectors.toSet());
    }

    @Test
    void aReluThatLooksAtTheSignOfDyIsNotLinear() {
        Backend wrong = PatchedBackend.of(textbook, "relu", OwnRelu::wrong);
        BackendCheck check = BackendCheck.of(wrong).rules("C25");
        assertThat(broken(check.layers("relu"))).containsExactly("C25");
        assertThat(check.layers("residual", "concat").report().broken())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.kind()).isEqualTo("relu"));
        assertThat(broken(BackendCheck.of(PatchedBackend.of(textbook, "relu", OwnRelu::right))
                        .layers("relu", "residual")
                        .rules("C25")))
                .isEmpty();
    }

    /** Its x lies where the next layer of the kind puts its own. */
    private static final class Forgetful extends OwnLayer {
        private final double[][] shared;

        Forgetful(PlacedLayer placed, Backend backend, double[][] shared) {
            super(placed, backend);
            this.shared = shared;
        }

        @Override
        double[] y(double[] x) {
            shared[0] = x;
            double[] y = new double[x.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.max(x[i], 0);
            }
            return y;
        }

        @Override
        double[] dx(double[] x, double[] dy) {
            double[] dx = new double[dy.length];
            for (int i = 0; i < dx.length; i++) {
                dx[i] = shared[0][i] > 0 ? dy[i] : 0;
            }
            return dx;
        }
    }

    @Test
    void layersThatShareABufferAreFoundByInterleavedPassesOnly() {
        double[][] shared = new double[1][];
        Backend wrong =
                PatchedBackend.of(textbook, "relu", (placed, plan, backend) -> new Forgetful(placed, backend, shared));
        assertThat(broken(BackendCheck.of(wrong).layers("relu"))).containsExactly("C26");
    }

    @Test
    void aSingleWrongElementIsFoundAlongRandomDirections() {
        Backend wrong = PatchedBackend.of(
                textbook, "dense", (placed, plan, backend) -> new OwnDense(placed, plan, backend, i -> i == 7 ? 1.01 : 1));
        LayerCase large = new LayerCase("large", new Dense(40), Shape.of(30), 3, LayerCase.Data.NORMAL);
        // One by one, so many elements are not tried.
        assertThat(broken(BackendCheck.of(wrong).cases(List.of(large)).rules("C9", "C27"))).containsExactly("C27");
    }
}
