package cnn.check.cases;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.cases.LayerCase.Data;
import cnn.spec.LayerSpec;
import cnn.spec.Relu;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpecialValuesTest {
    private static final List<Data> SPECIAL = List.of(Data.SIGNED_ZEROS, Data.SUBNORMAL, Data.HUGE, Data.SPIKES);

    private static double[] x(Data data, Precision precision) {
        return new LayerCase("x", new Relu(), Shape.of(200), 2, data).inputs(precision).x();
    }

    @Test
    void everyKindOfLayerHasThemAll() {
        for (Class<?> kind : LayerSpec.class.getPermittedSubclasses()) {
            assertThat(SpecialValueCases.all().stream()
                            .filter(on -> kind.isInstance(on.spec()))
                            .map(LayerCase::data)
                            .collect(Collectors.toSet()))
                    .as(kind.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(SPECIAL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void subnormalNumbersAreSubnormalInTheirPrecision(Precision precision) {
        assertThat(DoubleStream.of(x(Data.SUBNORMAL, precision)))
                .allMatch(x -> Math.abs(x) < precision.smallestNormal())
                .anyMatch(x -> Math.abs(x) > precision.smallestNormal() / 16);
    }

    @Test
    void zerosHaveBothSigns() {
        assertThat(Arrays.stream(x(Data.SIGNED_ZEROS, Precision.FLOAT32)).boxed())
                .contains(0.0, -0.0)
                .anyMatch(x -> x > 0)
                .anyMatch(x -> x < 0);
    }

    @Test
    void squaresOfHugeNumbersAddUpWithinFloat32() {
        double squares = Arrays.stream(x(Data.HUGE, Precision.FLOAT32)).map(x -> x * x).sum();
        // As many terms, and as much more behind two layers, as no case has.
        assertThat(squares * 1e6 * 1e3).isLessThan(Float.MAX_VALUE);
        assertThat(squares).isGreaterThan(1e24);
    }

    @Test
    void spikesAreFarFromTheRest() {
        double[] sizes = Arrays.stream(x(Data.SPIKES, Precision.FLOAT64)).map(Math::abs).sorted().toArray();
        assertThat(sizes[sizes.length - 1]).isGreaterThan(1e8 * sizes[sizes.length / 2]);
    }
}
