package cnn.exchange.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.Mode;
import cnn.check.LayerInputs;
import cnn.check.NetworkCheck;
import cnn.check.TensorCheck;
import cnn.check.cases.LayerCases;
import cnn.error.BadInputException;
import cnn.exchange.Weights;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.MaxPool2d;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole networks: ONNX Runtime and the engine on the same weights, both within the bound that textbook's values
 * carry.
 */
class NetworkExportTest {
    private static final int BATCH = 3;

    @TempDir
    private Path folder;

    /** Composites, alone: each is a network in itself. */
    @TestFactory
    Stream<DynamicTest> composites() {
        return LayerCases.all().stream()
                .filter(on -> !on.spec().branches().isEmpty())
                .map(on -> dynamicTest(on.toString(), () -> {
                    LayerInputs in = on.inputs(Precision.FLOAT32);
                    NetworkSpec network = new NetworkSpec(in.input(), List.of(new NamedLayer("layer", in.spec())));
                    check(new Weights(network, in.parameters(), in.state()), in.batch(), in.x(), Precision.FLOAT32);
                }));
    }

    /** The same file for one sample and for several. */
    @TestFactory
    Stream<DynamicTest> networks() {
        return Stream.of(classifier(), resNet()).flatMap(network -> Stream.of(1, BATCH)
                .map(batch -> dynamicTest(network.layers().size() + " layers, batch " + batch, () -> {
                    double[] x = normal(2, network.input().withBatch(batch).size(), 1);
                    check(weights(network), batch, x, Precision.FLOAT32);
                    checkScratch(weights(network), batch, x);
                })));
    }

    /** Without convolutions, so that ONNX Runtime can run it. */
    @Test
    void float64() throws OrtException, IOException {
        NetworkSpec network = NetworkSpec.builder(Shape.of(3, 6, 7))
                .add(new BatchNorm2d())
                .add(new MaxPool2d(2))
                .add(new Flatten())
                .add(Residual.of(List.of(new Dense(27), new Tanh())))
                .add(new Relu())
                .add(new Dense(4))
                .build();
        double[] x = normal(2, network.input().withBatch(BATCH).size(), 1);
        check(weights(network), BATCH, x, Precision.FLOAT64);
    }

    private void check(Weights weights, int batch, double[] x, Precision precision) throws OrtException, IOException {
        Path file = folder.resolve("network.onnx");
        OnnxExport.write(weights, precision, Map.of(), file);
        try (OnnxRuntime runtime = new OnnxRuntime(Files.readAllBytes(file), precision);
                Backend textbook = Backends.named("textbook")) {
            double[] y = runtime.run(weights.network().input().withBatch(batch), x);
            NetworkCheck exact = NetworkCheck.ofInference(
                    weights.network(), precision, weights.parameters(), weights.state(), batch, x, textbook);
            TensorCheck check = exact.y(y);
            assertThat(check.agrees()).as(check.describe()).isTrue();
        }
    }

    /** The engine keeps the same bound for the same numbers: the two can be no farther apart than twice that. */
    private static void checkScratch(Weights weights, int batch, double[] x) {
        // Winograd has a wider bound.
        BackendOptions direct = BackendOptions.DEFAULT.withThreads(1).withOption("algorithm", "direct");
        try (Backend textbook = Backends.named("textbook");
                Backend scratch = Backends.named("scratch", direct);
                Network network = Network.build(weights.network(), scratch, BuildOptions.inference(batch))) {
            network.setParameters(weights.parameters());
            network.setState(weights.state());
            Tensor input = network.input(batch);
            input.copyFrom(x);
            TensorCheck check = NetworkCheck.ofInference(network, batch, x, textbook)
                    .y(network.forward(input, Mode.INFER).toDoubles());
            assertThat(check.agrees()).as("scratch " + check.describe()).isTrue();
        }
    }

    @Test
    void inputAndOutputAreDeclaredWithAnOpenBatch() throws OrtException, IOException {
        Path file = folder.resolve("classifier.onnx");
        Weights weights = weights(classifier());
        OnnxExport.write(weights, Precision.FLOAT32, Map.of("classes", "cat, dog"), file);
        try (OnnxRuntime runtime = new OnnxRuntime(Files.readAllBytes(file), Precision.FLOAT32)) {
            assertThat(shape(runtime.session().getInputInfo(), "x")).containsExactly(-1, 3, 9, 8);
            assertThat(shape(runtime.session().getOutputInfo(), "y")).containsExactly(-1, 2);
            assertThat(runtime.session().getMetadata().getCustomMetadata()).containsEntry("classes", "cat, dog");
            assertThat(runtime.session().getMetadata().getProducerName()).isEqualTo("cnn");
        }
    }

    private static long[] shape(Map<String, NodeInfo> values, String name) {
        return ((TensorInfo) values.get(name).getInfo()).getShape();
    }

    @Test
    void whatCannotBeWrittenLeavesTheOldFile() throws IOException {
        Weights weights = weights(classifier());
        Path file = folder.resolve("old.onnx");
        Files.writeString(file, "old");
        double[] large = weights.parameters().clone();
        large[7] = 1e300;
        assertThatThrownBy(() -> OnnxExport.write(classifier(), large, weights.state(), file))
                .isInstanceOf(BadInputException.class)
                .hasMessage("conv1.w [element 7] is 1.0E300, too large for float32; export in float64");
        large[7] = Double.NaN;
        assertThatThrownBy(() -> OnnxExport.write(classifier(), large, weights.state(), file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("parameter conv1.w [element 7 of [16, 3, 3, 3]] is NaN");
        assertThatThrownBy(() -> OnnxExport.write(classifier(), new double[3], weights.state(), file))
                .isInstanceOf(BadInputException.class)
                .hasMessage("expected 4193 parameters, got 3; are they another network's?");
        Path inside = file.resolve("in");
        assertThatThrownBy(() -> OnnxExport.write(classifier(), weights.parameters(), weights.state(), inside))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("cannot write ");
        assertThat(file).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static NetworkSpec classifier() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        return NetworkSpec.builder(Shape.of(3, 9, 8))
                .add(new Conv2d(16, same))
                .add(new Relu())
                .add(new MaxPool2d(Window2d.of(2).withStride(2)))
                .add(new Conv2d(17, same.withStride(2)))
                .add(new Tanh())
                .add(new Flatten())
                .add(new Dense(18))
                .add(new Relu())
                .add(new Dense(2))
                .build();
    }

    private static NetworkSpec resNet() {
        Window2d same = Window2d.of(3).withPadding(Padding.SAME);
        Window2d one = Window2d.of(1).withStride(2);
        return NetworkSpec.builder(Shape.of(3, 8, 8))
                .add(new Conv2d(8, same, false))
                .add(new BatchNorm2d())
                .add(new Relu())
                .add(Residual.of(
                        List.of(new Conv2d(12, same.withStride(2), false), new BatchNorm2d(), new Relu()),
                        List.of(new Conv2d(12, one, false), new BatchNorm2d())))
                .add(new GlobalAvgPool2d())
                .add(new Dense(3))
                .build();
    }

    /** Scales, shifts, means and variances are not what they are at first. */
    private static Weights weights(NetworkSpec network) {
        double[] state = normal(1, network.stateCount(), 0.5);
        double[] initial = network.initialState();
        Arrays.setAll(state, i -> (float) (initial[i] + Math.abs(state[i])));
        return new Weights(network, normal(0, network.parameterCount(), 0.4), state);
    }

    private static double[] normal(int tensor, int length, double scale) {
        AddressedRandom random = new AddressedRandom(5);
        double[] values = new double[length];
        Arrays.setAll(values, i -> (float) (scale * random.normal(Purpose.TEST_DATA, 0, tensor, i)));
        return values;
    }
}
