package cnn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Statistics of fixed seeds; limits are five standard errors. */
class InitializerTest {
    private static final NetworkSpec SPEC = NetworkSpec.builder(Shape.of(8, 6, 6))
            .add(new Conv2d(64, Window2d.of(3)))
            .add(new Flatten())
            .add(new Dense(20))
            .build();

    @Test
    void heNormalHasVarianceTwoOverFanIn() {
        double[] values = Initializer.HE_NORMAL.parameters(SPEC, 1);
        checkVariance(values, "conv1.w", 2.0 / (8 * 9), 2);
        checkVariance(values, "dense1.w", 2.0 / 1024, 2);
    }

    @Test
    void glorotUniformHasVarianceTwoOverFanInPlusFanOutAndIsBounded() {
        double[] values = Initializer.GLOROT_UNIFORM.parameters(SPEC, 1);
        // The variance of u² is 4/5 of the squared variance of a uniform u.
        checkVariance(values, "conv1.w", 2.0 / (8 * 9 + 64 * 9), 0.8);
        checkVariance(values, "dense1.w", 2.0 / (1024 + 20), 0.8);
        double bound = Math.sqrt(6.0 / (1024 + 20));
        assertThat(Arrays.stream(of(values, "dense1.w")).map(Math::abs).max().orElseThrow())
                .isLessThanOrEqualTo(bound);
    }

    private static void checkVariance(double[] values, String slice, double variance, double varianceOfSquares) {
        double[] w = of(values, slice);
        double mean = Arrays.stream(w).average().orElseThrow();
        double squares = Arrays.stream(w).map(value -> value * value).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(variance / w.length)));
        assertThat(squares).isCloseTo(variance, within(5 * variance * Math.sqrt(varianceOfSquares / w.length)));
    }

    @Test
    void biasesStartAtZero() {
        for (Initializer initializer : Initializer.values()) {
            double[] values = initializer.parameters(SPEC, 1);
            assertThat(of(values, "conv1.b")).containsOnly(0.0);
            assertThat(of(values, "dense1.b")).containsOnly(0.0);
        }
    }

    @Test
    void seedsMatterAndAreRepeatable() {
        assertThat(Initializer.HE_NORMAL.parameters(SPEC, 1)).isEqualTo(Initializer.HE_NORMAL.parameters(SPEC, 1));
        assertThat(Initializer.HE_NORMAL.parameters(SPEC, 1)).isNotEqualTo(Initializer.HE_NORMAL.parameters(SPEC, 2));
    }

    @Test
    void anUnknownNameGetsASuggestion() {
        assertThatThrownBy(() -> Initializer.named("he_norml"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("unknown initializer 'he_norml' (there are glorot_uniform, he_normal; did you mean 'he_normal'?)");
    }

    private static double[] of(double[] values, String name) {
        Slice slice = SPEC.slices().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Arrays.copyOfRange(values, slice.offset(), slice.end());
    }
}
