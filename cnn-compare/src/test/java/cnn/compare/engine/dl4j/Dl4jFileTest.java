package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.check.NetworkCheck;
import cnn.check.TensorCheck;
import cnn.check.cases.LayerCases;
import cnn.compare.engine.NoCounterpartException;
import cnn.data.Batch;
import cnn.exchange.Weights;
import cnn.loss.MeanSquaredError;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Dense;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks on their way to plain DL4J and back, every layer that DL4J has, in float64. */
class Dl4jFileTest {
    private static final int BATCH = 3;
    private static final int CASES_OF_A_KIND = 2;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> dl4jPredictsTheSame() {
        return Dl4jCases.networks().entrySet().stream()
                .map(one -> dynamicTest(one.getKey(), () -> thereAndBack(one.getValue())));
    }

    /** The first cases of each kind in the contract's catalogue; where DL4J has no such layer, nothing is written. */
    @TestFactory
    Stream<DynamicTest> everyKind() {
        Map<String, Integer> seen = new HashMap<>();
        return LayerCases.all().stream()
                .filter(on -> seen.merge(kind(on.spec()), 1, Integer::sum) <= CASES_OF_A_KIND)
                .map(on -> dynamicTest(on.toString(), () -> {
                    NetworkSpec network = NetworkSpec.builder(on.input())
                            .add(on.spec())
                            .add(new Flatten())
                            .add(new Dense(3))
                            .build();
                    try {
                        thereAndBack(network);
                    } catch (NoCounterpartException e) {
                        assumeTrue(false, e.getMessage());
                    }
                }));
    }

    /** An activation with another constant is another kind. */
    private static String kind(LayerSpec spec) {
        boolean activation = spec instanceof Gelu || spec instanceof Elu || spec instanceof LeakyRelu;
        return activation ? spec.toString() : spec.kind();
    }

    private void thereAndBack(NetworkSpec network) throws IOException {
        Weights weights = weights(network);
        Path file = folder.resolve(UUID.randomUUID() + ".zip");
        Dl4jFile.write(weights, new MeanSquaredError(), Precision.FLOAT64, file);
        Batch batch = Dl4jCases.batch(network, BATCH, 5);
        TensorCheck check = check(weights, batch, outputs(network, file, batch));
        assertThat(check.agrees()).as(check.describe()).isTrue();
        Weights back = Dl4jFile.read(network, file);
        assertThat(back.parameters()).isEqualTo(weights.parameters());
        assertThat(back.state()).isEqualTo(weights.state());
    }

    /** What DL4J's own classes, made by DL4J's own reader, give. */
    private static double[] outputs(NetworkSpec network, Path file, Batch batch) throws IOException {
        long[] extents = Arrays.stream(batch.shape().toArray()).asLongStream().toArray();
        INDArray x = Nd4j.create(batch.x(), extents).castTo(DataType.DOUBLE);
        boolean graph = network.placed().stream().anyMatch(layer -> layer.isComposite());
        if (graph) {
            ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile());
            assertThat(restored.getClass()).isEqualTo(ComputationGraph.class);
            return Dl4jArrays.toDoubles(restored.output(x)[0]);
        }
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        assertThat(restored.getClass()).isEqualTo(MultiLayerNetwork.class);
        return Dl4jArrays.toDoubles(restored.output(x));
    }

    static TensorCheck check(Weights weights, Batch batch, double[] outputs) {
        double[] x = new double[batch.x().length];
        Arrays.setAll(x, i -> batch.x()[i]);
        try (Backend textbook = Backends.named("textbook");
                Network network = Network.build(weights.network(), textbook, BuildOptions.inference(batch.size()))) {
            network.setParameters(weights.parameters());
            network.setState(weights.state());
            return NetworkCheck.ofInference(network, batch.size(), x, textbook).y(outputs);
        }
    }

    static Weights weights(NetworkSpec network) {
        AddressedRandom random = new AddressedRandom(8);
        double[] state = network.initialState();
        Arrays.setAll(state, i -> state[i] + 0.5 * Math.abs(random.normal(Purpose.TEST_DATA, 0, 0, i)));
        return new Weights(network, Dl4jCases.parameters(network), state);
    }
}
