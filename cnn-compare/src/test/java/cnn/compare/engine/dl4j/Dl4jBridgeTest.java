package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.engine.EngineSettings;
import cnn.error.BadInputException;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class Dl4jBridgeTest {
    private static final double[] NO_STATE = {};
    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(2, 4, 5))
            .add("conv", new Conv2d(3, Window2d.of(2, 3)))
            .add("bare", new Conv2d(2, Window2d.of(2), false))
            .add("flatten", new Flatten())
            .add("dense", new Dense(4))
            .add("last", new Dense(2, false))
            .build();

    private static final EngineSettings SETTINGS =
            Dl4jCases.settings(NETWORK, new SoftmaxCrossEntropy(), Precision.FLOAT64);

    @Test
    void carriesThereAndBack() {
        Dl4jBridge bridge = new Dl4jBridge(NETWORK);
        double[] flat = counting();
        assertThat(bridge.toDl4j(flat, NO_STATE)).containsExactlyInAnyOrder(flat).isNotEqualTo(flat);
        assertThat(bridge.fromDl4j(bridge.toDl4j(flat, NO_STATE))).isEqualTo(flat);
    }

    @Test
    void putsEveryElementWhereDl4jLooksForIt() {
        Dl4jNetwork network = Dl4jNetwork.create(
                Dl4jPlan.forTraining(SETTINGS, Precision.FLOAT64, Dl4jRate.of(SETTINGS))
                        .configuration(),
                false);
        double[] flat = counting();
        Dl4jArrays.fill(network.params(), new Dl4jBridge(NETWORK).toDl4j(flat, NO_STATE));
        Map<String, INDArray> table = network.paramTable();
        assertThat(table).containsOnlyKeys("0_W", "0_b", "1_W", "2_W", "2_b", "3_W");
        assertThat(Dl4jArrays.toDoubles(table.get("0_W"))).isEqualTo(slice(flat, "conv.w"));
        assertThat(Dl4jArrays.toDoubles(table.get("0_b"))).isEqualTo(slice(flat, "conv.b"));
        assertThat(Dl4jArrays.toDoubles(table.get("1_W"))).isEqualTo(slice(flat, "bare.w"));
        assertThat(Dl4jArrays.toDoubles(table.get("2_W").transpose())).isEqualTo(slice(flat, "dense.w"));
        assertThat(Dl4jArrays.toDoubles(table.get("2_b"))).isEqualTo(slice(flat, "dense.b"));
        assertThat(Dl4jArrays.toDoubles(table.get("3_W").transpose())).isEqualTo(slice(flat, "last.w"));
        network.close();
    }

    @Test
    void refusesWhatIsNotFinite() {
        double[] flat = counting();
        flat[1] = Double.NaN;
        assertThatThrownBy(() -> new Dl4jBridge(NETWORK).toDl4j(flat, NO_STATE))
                .isInstanceOf(BadInputException.class)
                .hasMessage("parameter conv.w [element 1 of [3, 2, 2, 3]] is NaN; parameters must be finite");
        assertThatThrownBy(() -> new Dl4jBridge(NETWORK).toDl4j(new double[3], NO_STATE))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("got 3");
    }

    private static double[] counting() {
        double[] flat = new double[NETWORK.parameterCount()];
        Arrays.setAll(flat, i -> i);
        return flat;
    }

    private static double[] slice(double[] flat, String name) {
        return NETWORK.slices().stream()
                .filter(slice -> slice.name().equals(name))
                .map(slice -> Arrays.copyOfRange(flat, slice.offset(), slice.end()))
                .findFirst()
                .orElseThrow();
    }
}
