package cnn.pytorch;

import static cnn.pytorch.SmallNetworks.PLAIN;
import static cnn.pytorch.SmallNetworks.RESIDUAL;
import static cnn.pytorch.SmallNetworks.TOLERANCE;
import static cnn.pytorch.SmallNetworks.batch;
import static cnn.pytorch.SmallNetworks.close;
import static cnn.pytorch.SmallNetworks.engine;
import static cnn.pytorch.SmallNetworks.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.check.LayerFlow;
import cnn.compare.engine.Engine;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Adam;
import cnn.optim.Sgd;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks against the textbook: what the engine shows of itself. */
class PyTorchEngineTest {
    private static final int STEPS = 4;

    static Stream<NetworkSpec> networks() {
        return Stream.of(PLAIN, RESIDUAL);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void tracesWhatTrainingComputes(NetworkSpec network) {
        try (Engine pytorch = engine("pytorch", network, new SoftmaxCrossEntropy(), new Sgd(0.1), Precision.FLOAT64);
                Engine textbook =
                        engine("textbook", network, new SoftmaxCrossEntropy(), new Sgd(0.1), Precision.FLOAT64)) {
            pytorch.setParameters(parameters(network));
            textbook.setParameters(parameters(network));
            Batch batch = batch(network, 5, 3);
            Trace seen = pytorch.trace(batch);
            Trace expected = textbook.trace(batch);
            assertThat(seen.loss()).isCloseTo(expected.loss(), within(TOLERANCE));
            assertThat(seen.batch()).isEqualTo(5);
            assertThat(seen.x()).isEqualTo(expected.x());
            close("dx", seen.dx(), expected.dx());
            close("gradient", seen.gradient(), expected.gradient());
            close("gradient as trained", pytorch.gradient(batch), expected.gradient());
            close("state", seen.flow().stateAfter(), expected.flow().stateAfter());
            assertThat(seen.layers()).hasSameSizeAs(expected.layers());
            for (int i = 0; i < expected.layers().size(); i++) {
                LayerFlow own = seen.layers().get(i);
                LayerFlow other = expected.layers().get(i);
                assertThat(own.layer()).isEqualTo(other.layer());
                close("x of " + own.layer().label(), own.x(), other.x());
                close("y of " + own.layer().label(), own.y(), other.y());
                close("dy of " + own.layer().label(), own.dy(), other.dy());
                close("dx of " + own.layer().label(), own.dx(), other.dx());
            }
        }
    }

    /**
     * DJL's own update in float32, by the formula from the engine's own gradients. A step has fewer than 12 roundings, and
     * m and v carry at most 3 a step from before; m / √v is below 2 in so few steps (Cauchy-Schwarz).
     */
    @Test
    void adamInFloat32IsTheFormula() {
        Adam adam = new Adam(0.01, 0.9, 0.999, 1e-3);
        double u = Precision.FLOAT32.unitRoundoff();
        try (Engine engine = engine("pytorch", PLAIN, new SoftmaxCrossEntropy(), adam, Precision.FLOAT32)) {
            double[] p = parameters(PLAIN);
            engine.setParameters(p);
            double[] m = new double[p.length];
            double[] v = new double[p.length];
            for (int t = 1; t <= STEPS; t++) {
                Batch batch = batch(PLAIN, 8, t);
                double[] g = engine.gradient(batch);
                engine.trainStep(batch);
                double[] seen = engine.parameters();
                for (int i = 0; i < p.length; i++) {
                    m[i] = 0.9 * m[i] + 0.1 * g[i];
                    v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                    double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t)));
                    double expected = p[i] - 0.01 * m[i] / (1 - Math.pow(0.9, t)) / (root + 1e-3);
                    double bound = u * (2 * Math.abs(p[i]) + 2 * (3 * t + 12) * 0.01);
                    assertThat(seen[i]).as("parameter %d after step %d", i, t).isCloseTo(expected, within(bound));
                }
                p = seen;
            }
        }
    }

    @Test
    void settingParametersStartsAnewAndLookingDisturbsNothing() {
        Batch batch = batch(RESIDUAL, 6, 4);
        try (Engine engine = engine("pytorch", RESIDUAL, new SoftmaxCrossEntropy(), new Adam(0.01), Precision.FLOAT32)) {
            engine.setParameters(parameters(RESIDUAL));
            double first = engine.trainStep(batch);
            double second = engine.trainStep(batch);
            engine.setParameters(parameters(RESIDUAL));
            assertThat(engine.trainStep(batch)).isEqualTo(first);
            double[] before = engine.parameters();
            engine.predict(batch);
            engine.gradient(batch);
            engine.trace(batch);
            assertThat(engine.parameters()).isEqualTo(before);
            assertThat(engine.trainStep(batch)).isEqualTo(second).isNotEqualTo(first);
        }
    }

    @Test
    void badInputIsNamed() {
        try (Engine engine = engine("pytorch", PLAIN, new SoftmaxCrossEntropy(), new Sgd(0.1), Precision.FLOAT32)) {
            Batch other = batch(RESIDUAL, 2, 1);
            assertThatThrownBy(() -> engine.trainStep(other))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("expected an input [2, 9, 8]");
            Batch wrong = batch(PLAIN, 2, 1);
            wrong.labels()[1] = 3;
            assertThatThrownBy(() -> engine.trainStep(wrong))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("label 3 of sample 1");
        }
    }
}
