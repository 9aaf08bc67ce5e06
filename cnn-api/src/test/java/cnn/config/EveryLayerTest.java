package cnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import cnn.error.BadInputException;
import cnn.spec.LayerSpec;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of layer from YAML and back to it, its shapes and its parameters. */
class EveryLayerTest {
    private static final String GOOD = """
                - conv2d: {channels: 6, kernel: 3, groups: 3}
                - leaky_relu: {slope: 0.2}
                - depthwise_conv2d: {kernel: [3, 1], multiplier: 2, padding: same}
                - elu: {alpha: 0.5}
                - separable_conv2d: {channels: 8, kernel: 3, stride: 2, padding: 1, bias: false}
                - gelu
                - gelu: {approximation: tanh}
                - transposed_conv2d: {channels: 4, kernel: 3, stride: 2, padding: 1, output_padding: [1, 0]}
                - silu
                - upsample2d: {factor: [1, 2]}
                - batch_norm2d
                - group_norm: {groups: 2}
                - layer_norm: {epsilon: 1e-3}
                - local_response_norm: {size: 3, alpha: 0.1}
                - softplus
                - max_pool2d: {kernel: 2}
                - avg_pool2d: {kernel: 2}
                - concat:
                    branches:
                      - [conv2d: {channels: 2, kernel: 1}, relu]
                      - []
                      - [spatial_dropout2d: {rate: 0.25}, conv2d: {channels: 3, kernel: 3, padding: same}]
                - sigmoid
                - residual: {body: [tanh]}
                - softmax
                - global_max_pool2d
                - dropout: {rate: 0.5}
                - dense: {units: 2}
                - softmax
            """;
    private static final String HEAD = """
            dataset: cats-dogs-32
            network:
              input: [3, 14, 12]
              layers:
            """;
    private static final String TAIL = """
            training:
              optimizer: {sgd: {learning_rate: 0.1}}
              epochs: 1
              batch_size: 2
            backend: textbook
            """;
    private static final NetworkSpec NETWORK = read(GOOD);

    private static NetworkSpec read(String layers) {
        return RunConfig.read(new StringReader(HEAD + layers + TAIL), "run.yaml").network();
    }

    @Test
    void everyKindIsHere() {
        Set<String> kinds = NETWORK.everyLayer().stream()
                .map(layer -> layer.spec().getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        kinds.addAll(List.of("GlobalAvgPool2d", "Flatten"));
        assertThat(kinds)
                .containsExactlyElementsOf(Arrays.stream(LayerSpec.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .sorted()
                        .toList());
    }

    @Test
    void writingAndReadingBackGivesTheSame() {
        String written = NetworkWriter.write(NETWORK);
        String head = HEAD.substring(0, HEAD.indexOf("  input"));
        assertThat(RunConfig.read(new StringReader(head + written + TAIL), "run.yaml").network())
                .isEqualTo(NETWORK);
    }

    @Test
    void shapes() {
        Map<String, String> outputs = NETWORK.placed().stream()
                .collect(Collectors.toMap(PlacedLayer::name, layer -> layer.output().toString()));
        assertThat(outputs)
                .containsEntry("conv1", "[6, 12, 10]")
                .containsEntry("depthwiseconv1", "[12, 12, 10]")
                .containsEntry("separableconv1", "[8, 6, 5]")
                .containsEntry("transposedconv1", "[4, 12, 9]")
                .containsEntry("upsample1", "[4, 12, 18]")
                .containsEntry("concat1", "[9, 3, 4]")
                .containsEntry("globalmaxpool1", "[9]");
    }

    @Test
    void parameters() {
        assertThat(NETWORK.slices())
                .extracting(Slice::name, slice -> slice.parameter().shape().toString())
                .contains(
                        tuple("depthwiseconv1.w", "[12, 1, 3, 1]"),
                        tuple("depthwiseconv1.b", "[12]"),
                        tuple("separableconv1.depthwise.w", "[12, 1, 3, 3]"),
                        tuple("separableconv1.pointwise.w", "[8, 12, 1, 1]"),
                        tuple("transposedconv1.w", "[8, 4, 3, 3]"),
                        tuple("groupnorm1.gamma", "[4]"),
                        tuple("layernorm1.beta", "[4, 12, 18]"),
                        tuple("concat1.branch1-conv1.w", "[2, 4, 1, 1]"),
                        tuple("concat1.branch3-conv1.b", "[3]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate: 0.5                 | rate: 1           | dropout: rate must be in [0, 1), got 1.0
            slope: 0.2                | slope: -1         | leaky_relu: slope must be in [0, 1], got -1.0
            alpha: 0.5                | alpha: 0          | elu: alpha must be above 0, got 0.0
            approximation: tanh       | approximation: tan | approximation: expected 'none' or 'tanh', got 'tan'
            output_padding: [1, 0]    | output_padding: 2 | output_padding must be at least 0 and below the stride 2, got 2
            factor: [1, 2]            | factor: 0         | upsample2d: factor must be at least 1, got 0×0
            group_norm: {groups: 2}   | group_norm: {groups: 3} | groups must divide the 4 input channels, got 3 groups
            size: 3                   | size: 4           | size must be odd and at least 1, got 4
            multiplier: 2             | multiplier: 0     | multiplier must be at least 1, got 0
            kernel: 3, padding: same}]| kernel: 3}]       | branch 1 gives [2, 3, 4], branch 3 [3, 1, 2]
            """)
    void mistakes(String right, String wrong, String message) {
        String yaml = GOOD.replace(right, wrong);
        assertThat(yaml).isNotEqualTo(GOOD);
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(yaml))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).startsWith("run.yaml:").doesNotContain("\n"));
    }
}
