package cnn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.Updater;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each optimizer's vectors after some steps, against the textbook's. */
class Nd4jUpdaterTest {
    private static final int STEPS = 5;
    private static final double[] START = {1, -2, 0.5, 0, 1e-3, 3};
    private static final double[] GRADIENT = {0.25, -1e-4, 3, 1e-6, 0, -0.7};

    static Stream<Arguments> cases() {
        return Stream.of(Precision.values())
                .flatMap(precision -> List.of(new Sgd(0.1), new Momentum(0.1, 0.9), new Adam(0.01), new Adam(0.01, 0.9, 0.99, 0.1))
                        .stream()
                        .map(spec -> Arguments.of(precision, spec)));
    }

    /**
     * A step rounds each vector's elements at most 8 times, and the constants once; all terms of a vector's sum are at
     * most 4 here. √ and division keep relative errors, and the step is at most the learning rate.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void followsTheFormula(Precision precision, OptimizerSpec spec) {
        double bound = STEPS * 8 * precision.unitRoundoff() * 4;
        try (Backend own = Backends.named("nd4j", BackendOptions.DEFAULT.withPrecision(precision));
                Backend textbook = Backends.named("textbook")) {
            Map<String, double[]> actual = run(own, spec);
            Map<String, double[]> expected = run(textbook, followed(precision, spec));
            assertThat(actual).containsOnlyKeys(expected.keySet());
            expected.forEach((name, values) -> {
                for (int i = 0; i < values.length; i++) {
                    double scale = name.equals("v") && spec instanceof Adam ? Math.abs(values[i]) : 1;
                    assertThat(actual.get(name)[i])
                            .as("%s[%d]", name, i)
                            .isCloseTo(values[i], org.assertj.core.data.Offset.offset(bound * scale));
                }
            });
        }
    }

    /** Adam's β are those that float32 has: the class says why. */
    private static OptimizerSpec followed(Precision precision, OptimizerSpec spec) {
        return spec instanceof Adam adam && precision == Precision.FLOAT32
                ? new Adam(adam.learningRate(), (float) adam.beta1(), (float) adam.beta2(), adam.epsilon())
                : spec;
    }

    private static Map<String, double[]> run(Backend backend, OptimizerSpec spec) {
        try (Tensor parameters = backend.tensor(Shape.of(START.length));
                Tensor gradient = backend.tensor(Shape.of(START.length));
                Updater updater = backend.updater(spec, parameters, gradient)) {
            parameters.copyFrom(START);
            for (int t = 1; t <= STEPS; t++) {
                double[] g = GRADIENT.clone();
                g[0] *= t;
                gradient.copyFrom(g);
                updater.step(t, spec.learningRate());
            }
            Map<String, double[]> vectors = new java.util.TreeMap<>();
            vectors.put("θ", parameters.toDoubles());
            updater.state().forEach((name, tensor) -> vectors.put(name, tensor.toDoubles()));
            return vectors;
        }
    }
}
