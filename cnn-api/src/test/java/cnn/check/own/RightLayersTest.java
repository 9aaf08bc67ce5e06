package cnn.check.own;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.own.RightLayers.BatchNorm;
import cnn.check.own.RightLayers.Dense;
import cnn.check.own.RightLayers.FloatMatrix;
import cnn.check.own.RightLayers.MaxPool;
import cnn.check.own.RightLayers.PRelu;
import cnn.check.own.RightLayers.Softmax;
import cnn.tensor.Shape;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No false alarms: layers that are right pass, whatever the numbers. */
class RightLayersTest {
    private static final int SEEDS = 50;

    /** Other elements with each seed: over all seeds, nearly every element of every tensor comes up. */
    private static final int ELEMENTS = 24;

    /** A layer and how to check it. */
    private record Named(String name, OwnLayerCheck check) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Named named(String name, OwnLayer layer, Shape... inputs) {
        return new Named(name, OwnLayerCheck.of(layer, inputs));
    }

    private static Named elementwise(String name, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        return named(name, OwnLayer.elementwise(f, slope), Shape.of(2, 3, 4));
    }

    private static Stream<Named> layers() {
        Shape row = Shape.of(6);
        Shape small = Shape.of(2, 3, 2);
        OwnLayer ln = OwnLayer.elementwise(Math::log, x -> 1 / x);
        return Stream.of(
                named("dense", new Dense(), row),
                named("conv", new Conv(1, Conv.Mistake.NONE), Shape.of(2, 4, 5)),
                named("conv, stride 2", new Conv(2, Conv.Mistake.NONE), Shape.of(1, 5, 6)),
                named("max pool", new MaxPool(false), Shape.of(2, 5, 6)),
                named("max pool that tells sides", new MaxPool(true), Shape.of(2, 5, 6)),
                named("softmax", new Softmax(true), row, small),
                new Named("batch norm", OwnLayerCheck.of(new BatchNorm(1e-5, true), small).mixesSamples()),
                new Named("prelu", OwnLayerCheck.of(PRelu::new, Shape.of(2, 3, 4))),
                elementwise("|x|", Math::abs, Math::signum),
                elementwise("sin", Math::sin, Math::cos),
                elementwise("x²", x -> x * x, x -> 2 * x),
                elementwise("relu6", x -> Math.min(6, Math.max(0, x)), x -> x > 0 && x < 6 ? 1 : 0),
                elementwise("elu", x -> x > 0 ? x : Math.expm1(x), x -> x > 0 ? 1 : Math.exp(x)),
                elementwise("floor", Math::floor, x -> 0),
                elementwise("sin 40x", x -> Math.sin(40 * x), x -> 40 * Math.cos(40 * x)),
                new Named("ln", OwnLayerCheck.of(ln, Shape.of(2, 3, 4)).between(0.001, 10)),
                named("float32", new FloatMatrix(), row));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void aRightLayerPassesWithEverySeed(Named layer) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            OwnReport report = layer.check().seed(seed).atMost(ELEMENTS).report();
            assertThat(report.agrees()).as("seed %d: %s", seed, report.describe()).isTrue();
            // A check that passes has judged something.
            assertThat(report.of(OwnRule.O8).checked()).isPositive();
        }
    }
}
