package cnn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
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

    /** The first values of the first version: what was trained from a seed must stay trainable from it. */
    @Test
    void theBitsOfASeedStay() {
        assertThat(of(Initializer.HE_NORMAL.parameters(SPEC, 1), "dense1.w"))
                .startsWith(-0.009992654424421632, -0.07376311597799345, -0.016156947989031195);
        assertThat(of(Initializer.GLOROT_UNIFORM.parameters(SPEC, 1), "dense1.w"))
                .startsWith(-0.040276228826456505, -0.04359784275573148, -0.028000939377145952);
    }

    @Test
    void biasesStartAtZero() {
        List<Initializer> some =
                List.of(new Normal(1), new Orthogonal(1), new Lsuv(0.1, 3), Initializer.HE_NORMAL);
        for (Initializer initializer : some) {
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
    void theFormsHaveTheVarianceOfTheirRule() {
        double fanIn = 8 * 9;
        double fans = fanIn + 64 * 9;
        // The fourth moment of a normal x is 3σ⁴, of a uniform one 9σ⁴/5.
        checkVariance(scaled(Scaled.Rule.HE, Scaled.Form.UNIFORM), "conv1.w", 2 / fanIn, 0.8);
        checkVariance(scaled(Scaled.Rule.GLOROT, Scaled.Form.NORMAL), "conv1.w", 2 / fans, 2);
        checkVariance(scaled(Scaled.Rule.LECUN, Scaled.Form.NORMAL), "conv1.w", 1 / fanIn, 2);
        checkVariance(scaled(Scaled.Rule.LECUN, Scaled.Form.UNIFORM), "conv1.w", 1 / fanIn, 0.8);
        checkVariance(new Normal(0.3).parameters(SPEC, 1), "dense1.w", 0.09, 2);
        checkVariance(new Uniform(0.3).parameters(SPEC, 1), "dense1.w", 0.03, 0.8);
        // Cut at two deviations: variance 0.77374, fourth moment 1.41601 (Johnson, Kotz and Balakrishnan 1994, ch.
        // 13.10).
        double[] truncated = new TruncatedNormal(0.3).parameters(SPEC, 1);
        checkVariance(truncated, "dense1.w", 0.09 * 0.77374, 1.41601 / (0.77374 * 0.77374) - 1);
        assertThat(Arrays.stream(truncated).map(Math::abs).max().orElseThrow()).isBetween(0.55, 0.6);
    }

    private static double[] scaled(Scaled.Rule rule, Scaled.Form form) {
        return new Scaled(rule, form).parameters(SPEC, 1);
    }

    @Test
    void zerosAndConstantsAreThat() {
        assertThat(new Constant(0).parameters(SPEC, 1)).containsOnly(0.0);
        assertThat(of(new Constant(0.5).parameters(SPEC, 1), "conv1.w")).containsOnly(0.5);
    }

    /** A sum of n products of numbers up to 1 is off by n·u at most, and so is the length that a row was divided by. */
    @Test
    void orthogonalRowsOrColumnsStandAtRightAngles() {
        double[] wide = of(new Orthogonal(2).parameters(SPEC, 1), "dense1.w");
        checkOrthogonal(20, 1024, (r, i) -> wide[r * 1024 + i]);
        double[] square = of(new Orthogonal(2).parameters(SPEC, 1), "conv1.w");
        checkOrthogonal(64, 72, (r, i) -> square[r * 72 + i]);
        NetworkSpec tall = NetworkSpec.builder(Shape.of(7)).add(new Dense(30)).build();
        double[] columns = new Orthogonal(2).parameters(tall, 3);
        checkOrthogonal(7, 30, (c, i) -> columns[i * 7 + c]);
    }

    private interface Matrix {
        double at(int vector, int index);
    }

    private static void checkOrthogonal(int count, int length, Matrix matrix) {
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double dot = 0;
                for (int i = 0; i < length; i++) {
                    dot += matrix.at(a, i) * matrix.at(b, i);
                }
                assertThat(dot).isCloseTo(a == b ? 4 : 0, within(4 * 4 * length * 0x1p-53));
            }
        }
    }

    private static double[] of(double[] values, String name) {
        Slice slice = SPEC.slices().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Arrays.copyOfRange(values, slice.offset(), slice.end());
    }
}
