package cnn.compare.crosscheck.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.crosscheck.result.Walk;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.error.BadInputException;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Sgd;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Only the layer that is wrong is blamed; what it hands on is inherited. */
class FirstDivergenceTest {
    private static final CheckedNetwork NETWORK = new CheckedNetwork(
            "small",
            NetworkSpec.builder(Shape.of(2, 12, 12))
                    .add(new Conv2d(4, Window2d.of(3)))
                    .add(new Relu())
                    .add(new MaxPool2d(2))
                    .add(new Conv2d(5, Window2d.of(2)))
                    .add(new Relu())
                    .add("block", Residual.of(List.of(new Conv2d(5, Window2d.of(1)), new Relu())))
                    .add(new MaxPool2d(2))
                    .add(new Flatten())
                    .add(new Dense(3))
                    .build());

    private static EngineSettings settings(NetworkSpec network) {
        Optional<Precision> float64 = Optional.of(Precision.FLOAT64);
        return new EngineSettings(network, new SoftmaxCrossEntropy(), new Sgd(0.1), CheckedNetwork.BATCH, float64, 1);
    }

    private static Walk walk(Engine engine) {
        try (engine;
                Engine oracle = Engines.create("textbook", settings(NETWORK.spec()))) {
            engine.setParameters(NETWORK.parameters(1));
            return FirstDivergence.between(engine, oracle, NETWORK.batch(1), new SoftmaxCrossEntropy());
        }
    }

    private static Walk walkWith(String kind, String layer, String tensor, Consumer<double[]> fault) {
        return walk(Engines.of(WrongLayer.textbook(kind, layer, tensor, fault), settings(NETWORK.spec())));
    }

    private static void scale(double[] values, double by) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= by;
        }
    }

    private static List<String> notExplained(Walk walk) {
        return walk.steps().stream()
                .filter(step -> !step.explained())
                .map(step -> step.layer() + "." + step.tensor())
                .toList();
    }

    private static Walk.Step step(Walk walk, String layer, String tensor) {
        return walk.steps().stream()
                .filter(step -> step.layer().equals(layer) && step.tensor().equals(tensor))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theWalkVisitsEveryTensorInTheOrderOfThePasses() {
        Walk walk = walk(Engines.create("nd4j", settings(NETWORK.spec())));
        assertThat(notExplained(walk)).isEmpty();
        assertThat(walk.first()).isEmpty();
        assertThat(walk.steps().stream().map(step -> step.layer() + "." + step.tensor()))
                .containsExactly(
                        "conv1.y", "relu1.y", "maxpool1.y", "conv2.y", "relu2.y", "block.conv1.y", "block.relu1.y",
                        "block.y", "maxpool2.y", "flatten1.y", "dense1.y", "loss.dy", "dense1.dx", "dense1.dw",
                        "dense1.db", "flatten1.dx", "maxpool2.dx", "block.relu1.dx", "block.conv1.dx", "block.conv1.dw",
                        "block.conv1.db", "block.dx", "relu2.dx", "conv2.dx", "conv2.dw", "conv2.db", "maxpool1.dx",
                        "relu1.dx", "conv1.dx", "conv1.dw", "conv1.db");
    }

    @Test
    void aHalvedBiasGradientIsTheOnlyThingThatIsBlamed() {
        Walk walk = walkWith("conv2d", "conv2", "db", db -> scale(db, 0.5));
        assertThat(notExplained(walk)).containsExactly("conv2.db");
        Walk.Divergence first = walk.first().orElseThrow();
        assertThat(first.layer()).isEqualTo("conv2");
        assertThat(first.kind()).isEqualTo("conv2d");
        assertThat(first.tensor()).isEqualTo("db");
        assertThat(first.index()).hasSize(1);
        assertThat(first.value()).isCloseTo(first.expected() / 2, within(first.bound()));
        // A 12×12 picture: 10×10, pooled 5×5, 4×4.
        assertThat(first.termCount()).isEqualTo(4 * 4 * 4);
        assertThat(first.terms()).hasSize(8);
        assertThat(first.terms().get(0).factors()).startsWith("dy[");
        assertThat(DivergenceText.of(first))
                .startsWith("db[")
                .contains("expected " + first.expected())
                .contains("a sum of 64: (dy[");
    }

    @Test
    void aPoolsWrongGradientIsInheritedByTheLayersBeforeIt() {
        Walk walk = walkWith("max_pool2d", "maxpool2", "dx", dx -> scale(dx, 1.5));
        assertThat(notExplained(walk)).containsExactly("maxpool2.dx");
        assertThat(walk.first().orElseThrow().termCount()).as("no windows overlap").isEqualTo(1);
        for (String layer : List.of("block.conv1", "conv2", "conv1")) {
            Walk.Step dw = step(walk, layer, "dw");
            assertThat(dw.local()).isLessThan(1e-12);
            assertThat(dw.inherited()).isCloseTo(0.5, within(1e-9));
            assertThat(dw.total()).isCloseTo(0.5, within(1e-9));
        }
        assertThat(step(walk, "dense1", "dw").total()).isLessThan(1e-12);
    }

    @Test
    void anErrorInAnEarlyForwardPassIsNotBlamedOnLaterLayers() {
        Walk walk = walkWith("conv2d", "conv1", "y", y -> {
            // Of one that gets through the ReLU and the pool.
            int largest = 0;
            for (int i = 0; i < y.length; i++) {
                largest = y[i] > y[largest] ? i : largest;
            }
            y[largest] += 1e-6;
        });
        assertThat(notExplained(walk)).containsExactly("conv1.y");
        assertThat(walk.first().orElseThrow().index()).hasSize(4);
        assertThat(walk.first().orElseThrow().termCount()).isEqualTo(2 * 3 * 3 + 1);
        assertThat(step(walk, "dense1", "y").errorOverBound()).isLessThanOrEqualTo(1);
        assertThat(step(walk, "dense1", "y").inherited()).isGreaterThan(1e-12);
    }

    @Test
    void aWrongJoinOfBranchesIsBlamedOnTheCompositeItself() {
        Walk walk = walkWith("residual", "block", "y", y -> scale(y, 1.25));
        assertThat(notExplained(walk)).containsExactly("block.y");
        assertThat(walk.first().orElseThrow().terms())
                .extracting(Walk.Term::factors)
                .anyMatch(term -> term.startsWith("branch 1: block.relu1.y["))
                .anyMatch(term -> term.startsWith("branch 2: x["));
    }

    @Test
    void theWalkGoesIntoComposites() {
        Walk walk = walkWith("conv2d", "block.conv1", "dx", dx -> scale(dx, 1.25));
        assertThat(notExplained(walk)).containsExactly("block.conv1.dx");
        // The block adds up what it was given: that was wrong already.
        assertThat(step(walk, "block", "dx").errorOverBound()).isLessThanOrEqualTo(1);
        assertThat(step(walk, "block", "dx").inherited()).isGreaterThan(1e-3);
    }

    @Test
    void twoNetworksCannotBeCompared() {
        NetworkSpec other = NetworkSpec.builder(Shape.of(2)).add(new Dense(3)).build();
        try (Engine engine = Engines.create("scratch", scratch(NETWORK.spec()));
                Engine oracle = Engines.create("textbook", settings(other))) {
            assertThatThrownBy(() -> FirstDivergence.between(engine, oracle, NETWORK.batch(1)))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("scratch and textbook run different networks");
        }
    }

    private static EngineSettings scratch(NetworkSpec network) {
        return new EngineSettings(
                network, new SoftmaxCrossEntropy(), new Sgd(0.1), CheckedNetwork.BATCH, Optional.empty(), 1);
    }
}
