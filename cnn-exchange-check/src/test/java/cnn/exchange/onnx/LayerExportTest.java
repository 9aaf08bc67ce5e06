package cnn.exchange.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtException;
import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.check.Bound;
import cnn.check.Difference;
import cnn.check.ErrorBound;
import cnn.check.LayerInputs;
import cnn.check.SingleLayer;
import cnn.check.TensorCheck;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.exchange.Weights;
import cnn.spec.Gelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every layer on every case of the contract kit: what ONNX Runtime makes of the exported file is what textbook gives
 * in inference, within the bound for sums of that many terms in that precision.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayerExportTest {
    /** ONNX Runtime 1.29 has no kernel in float64 for the operators that these become; docs/exchange.md says so too. */
    private static final Set<String> FLOAT32_ONLY =
            Set.of("avg_pool2d", "conv2d", "depthwise_conv2d", "gelu by erf", "transposed_conv2d");

    private Backend textbook;

    @BeforeAll
    void open() {
        textbook = Backends.named("textbook");
    }

    @AfterAll
    void close() {
        textbook.close();
    }

    @TestFactory
    Stream<DynamicTest> float32() {
        return cases().map(on -> dynamicTest(on.toString(), () -> {
            boolean drowns = on.spec() instanceof LocalResponseNorm && on.data() == LayerCase.Data.SPIKES;
            assumeFalse(drowns, "ONNX Runtime's sliding sum has no bound behind a large value; docs/exchange.md says so");
            check(on, Precision.FLOAT32);
        }));
    }

    @TestFactory
    Stream<DynamicTest> float64() {
        return cases().map(on -> dynamicTest(on.toString(), () -> {
            assumeFalse(FLOAT32_ONLY.contains(kind(on)), "ONNX Runtime has no kernel in float64");
            check(on, Precision.FLOAT64);
        }));
    }

    /** If a newer one has them, the list is to be shortened. */
    @Test
    void onnxRuntimeRefusesTheseInFloat64() {
        Set<String> refused = new TreeSet<>();
        cases().forEach(on -> {
            try {
                new OnnxRuntime(model(on.inputs(Precision.FLOAT64), Precision.FLOAT64), Precision.FLOAT64).close();
            } catch (OrtException e) {
                assertThat(e.getCode()).isEqualTo(OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED);
                refused.add(kind(on));
            }
        });
        assertThat(refused).containsExactlyInAnyOrderElementsOf(FLOAT32_ONLY);
    }

    private static String kind(LayerCase on) {
        return on.spec() instanceof Gelu gelu && gelu.approximation() == Gelu.Approximation.NONE
                ? "gelu by erf"
                : on.spec().kind();
    }

    /** Composites are checked as networks: what flows between the layers inside is not to be seen from here. */
    private static Stream<LayerCase> cases() {
        return LayerCases.all().stream().filter(on -> on.spec().branches().isEmpty());
    }

    private void check(LayerCase on, Precision precision) throws OrtException {
        LayerInputs in = on.inputs(precision);
        double[] expected = SingleLayer.infer(textbook, in);
        double[] values;
        try (OnnxRuntime runtime = new OnnxRuntime(model(in, precision), precision)) {
            values = runtime.run(in.input().withBatch(in.batch()), in.x());
        }
        Bound bound = RuntimeBounds.of(in, ErrorBound.against(textbook, precision), precision);
        TensorCheck check = TensorCheck.of("y", values, expected, bound, Difference.of(values, expected, precision));
        assertThat(check.agrees()).as(check.describe()).isTrue();
    }

    private static byte[] model(LayerInputs in, Precision precision) {
        NetworkSpec network = new NetworkSpec(in.input(), List.of(new NamedLayer("layer", in.spec())));
        return OnnxExport.model(new Weights(network, in.parameters(), in.state()), precision, Map.of())
                .toByteArray();
    }
}
