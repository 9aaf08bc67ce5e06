package cnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cnn.error.BadInputException;
import cnn.optim.Adam;
import cnn.optim.UpdateSpec;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigTest {
    private static final String GOOD =
            """
            dataset: {name: cats-dogs-32, train: 100}
            network:
              input: [3, 8, 8]
              layers:
                - conv2d: {name: stem, channels: 4, kernel: [3, 5], stride: 2, padding: same, bias: false}
                - relu
                - conv2d: {channels: 4, kernel: 2, padding: [1, 0, 0, 1], dilation: 2}
                - tanh:
                - avg_pool2d: {kernel: 2, count_padding: true}
                - flatten
                - dense: {units: 2}
            training:
              optimizer:
                adam: {learning_rate: 1e-3}
              epochs: 2
              batch_size: 10
              seed: 7
            backend: scratch
            """;

    private static RunConfig read(String yaml) {
        return RunConfig.read(new StringReader(yaml), "run.yaml");
    }

    @Test
    void readsEveryPart() {
        RunConfig run = read(GOOD);
        assertThat(run.dataset().train()).hasValue(100);
        assertThat(run.dataset().test()).isEmpty();
        assertThat(run.network().layers()).hasSize(7);
        assertThat(run.network().layers().get(0).name()).isEqualTo("stem");
        assertThat(run.network().layers().get(0).spec())
                .isEqualTo(new Conv2d(
                        4, Window2d.of(3, 5).withStride(2).withPadding(Padding.SAME), false));
        assertThat(run.network().layers().get(2).name()).isEqualTo("conv1");
        assertThat(run.network().layers().get(4).spec())
                .isEqualTo(new AvgPool2d(Window2d.of(2).withStride(2), true));
        assertThat(run.training().update()).isEqualTo(UpdateSpec.of(new Adam(1e-3)));
        assertThat(run.training().seed()).isEqualTo(7);
        assertThat(run.backend()).isEqualTo("scratch");
    }

    @Test
    void backendMayHaveOptions() {
        RunConfig run = read(GOOD.replace("backend: scratch", "backend: {name: nd4j, precision: float64, threads: 3}"));
        assertThat(run.backend()).isEqualTo("nd4j");
        assertThat(run.backendOptions().precision()).hasValue(Precision.FLOAT64);
        assertThat(run.backendOptions().threads()).isEqualTo(3);
    }

    @Test
    void aBackendsOwnOptionsAreNotAnothers() {
        RunConfig run = read(GOOD.replace(
                "backend: scratch", "backend: {name: scratch, threads: 3, options: {algorithm: direct}}"));
        assertThat(run.optionsOf("scratch").options()).containsExactly(Map.entry("algorithm", "direct"));
        assertThat(run.optionsOf("nd4j").options()).isEmpty();
        assertThat(run.optionsOf("nd4j").threads()).isEqualTo(3);
    }

    @Test
    void writingANetworkAndReadingItBackGivesTheSame() {
        NetworkSpec network = read(GOOD).network();
        String written = GOOD.substring(0, GOOD.indexOf("network:")) + "network:\n" + NetworkWriter.write(network)
                + GOOD.substring(GOOD.indexOf("training:"));
        assertThat(read(written).network()).isEqualTo(network);
    }

    private static final String BLOCKS =
            """
            dataset: cats-dogs-32
            network:
              input: [3, 8, 8]
              layers:
                - conv2d: {channels: 4, kernel: 3, padding: same}
                - residual:
                    name: block1
                    body:
                      - conv2d: {channels: 6, kernel: 3, padding: same, stride: 2, bias: false}
                      - batch_norm2d
                      - residual: {body: [relu, {conv2d: {channels: 6, kernel: 1, groups: 3}}]}
                      - batch_norm2d: {name: last, momentum: 0.2, epsilon: 1e-3}
                    shortcut:
                      - conv2d: {channels: 6, kernel: 1, stride: 2}
                - global_avg_pool2d
                - dense: {units: 2}
            training: {optimizer: {sgd: {learning_rate: 0.1}}, epochs: 1, batch_size: 2}
            backend: textbook
            """;

    @Test
    void readsBlocksInsideBlocks() {
        NetworkSpec network = read(BLOCKS).network();
        assertThat(network.slices())
                .extracting(Slice::name)
                .containsExactly(
                        "conv1.w",
                        "conv1.b",
                        "block1.conv1.w",
                        "block1.batchnorm1.gamma",
                        "block1.batchnorm1.beta",
                        "block1.residual1.conv1.w",
                        "block1.residual1.conv1.b",
                        "block1.last.gamma",
                        "block1.last.beta",
                        "block1.shortcut-conv1.w",
                        "block1.shortcut-conv1.b",
                        "dense1.w",
                        "dense1.b");
        assertThat(network.everyLayer())
                .filteredOn(layer -> layer.name().equals("block1.last"))
                .extracting(PlacedLayer::spec)
                .containsExactly(new BatchNorm2d(0.2, 1e-3));
    }

    @Test
    void writingBlocksAndReadingThemBackGivesTheSame() {
        NetworkSpec network = read(BLOCKS).network();
        String written = BLOCKS.substring(0, BLOCKS.indexOf("network:")) + "network:\n" + NetworkWriter.write(network)
                + BLOCKS.substring(BLOCKS.indexOf("training:"));
        assertThat(read(written).network()).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            channels: 6, kernel: 1, stride: 2 | channels: 6, kernel: 9 | run.yaml:14:13: conv2d 'shortcut-conv1' on input
            channels: 6, kernel: 1, stride: 2 | channels: 6, kernel: 1 | run.yaml:6:7: residual 'block1' on input [4, 8, 8]: the body gives [6, 4, 4], but the shortcut [6, 8, 8]
            groups: 3                     | groups: 4                    | run.yaml:11:38: conv2d: groups must be at least 1 and divide the 6 output channels, got 4
            stride: 2, bias: false        | groups: 3                    | run.yaml:9:13: conv2d 'conv1' on input [4, 8, 8]: groups must divide the 4 input channels, got 3 groups
            name: last                    | name: conv1                  | run.yaml:12:13: two layers are called 'conv1'
            momentum: 0.2                 | momentum: 2                  | run.yaml:12:13: batch_norm2d: momentum must be in [0, 1], got 2.0
            momentum: 0.2                 | moment: 0.2                  | run.yaml:12:40: unknown key 'moment' in batch_norm2d (there are epsilon, momentum, name; did you mean 'momentum'?)
            - global_avg_pool2d           | - relu                       | run.yaml:16:7: dense 'dense1' on input [6, 4, 4]
            shortcut:                     | short_cut:                   | run.yaml:13:9: unknown key 'short_cut' in residual (there are body, name, shortcut; did you mean 'shortcut'?)
            [relu, {conv2d: {channels: 6, kernel: 1, groups: 3}}] | []   | run.yaml:11:30: body: a residual block needs at least one layer in its body
            [relu, {conv2d: {channels: 6, kernel: 1, groups: 3}}] | [flatten] | run.yaml:11:13: residual 'residual1' on input [6, 4, 4]: the body gives [96], but x itself is [6, 4, 4]
            """)
    void aMistakeInABlockIsReportedWhereItStands(String right, String wrong, String message) {
        String yaml = BLOCKS.replace(right, wrong);
        assertThat(yaml).isNotEqualTo(BLOCKS);
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(yaml))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            channels: 4, kernel: [3, 5]   | chanels: 4, kernel: [3, 5]   | run.yaml:5:28: unknown key 'chanels'
            channels: 4, kernel: [3, 5]   | kernel: [3, 5]               | 'channels' is missing in conv2d
            kernel: 2, padding: [1, 0, 0, 1] | kernel: 9                | run.yaml:7:7: conv2d 'conv1' on input [4, 4, 4]: kernel 17×17 is larger than the padded input 4×4
            channels: 4, kernel: [3, 5]   | channels: 0, kernel: 3       | conv2d needs at least 1 output channel, got 0
            channels: 4, kernel: [3, 5]   | channels: 4.5, kernel: 3     | run.yaml:5:38: channels: expected a whole number, got '4.5'
            padding: same                 | padding: sane                | padding: expected a number, 'same', 'valid'
            - relu                        | - rellu                      | run.yaml:6:7: unknown layer 'rellu' (there are avg_pool2d, batch_norm2d, concat, conv2d, dense, depthwise_conv2d,
            - relu                        | - relu: {name: stem}         | two layers are called 'stem'
            - flatten                     | - sigmoid                    | run.yaml:11:7: dense 'dense1' on input
            batch_size: 10                | batch_size: 0                | batch size must be at least 1, got 0
            learning_rate: 1e-3           | learning_rate: -1            | adam: learning_rate must be above 0
            learning_rate: 1e-3           | learning_rate: fast          | learning_rate: expected a number, got 'fast'
            backend: scratch              | backend: [scratch]           | run.yaml:18:10
            backend: scratch              | back_end: scratch            | run.yaml:18:1: unknown key 'back_end' in the file (did you mean 'backend'?)
            seed: 7                       | seed: 7\\n  seed: 8           | key 'seed' stands twice in training
            epochs: 2                     | epochs: {                    | not valid YAML
            train: 100                    | train: 0                     | run.yaml:1:38: expected at least 1 sample, got 0
            """)
    void aMistakeIsReportedWhereItStands(String right, String wrong, String message) {
        String yaml = GOOD.replace(right, wrong.replace("\\n", "\n"));
        assertThat(yaml).isNotEqualTo(GOOD);
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(yaml))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).startsWith("run.yaml").doesNotContain("\n"));
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("nothing.yaml");
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> RunConfig.read(missing))
                .withMessageContaining("no such file")
                .withMessageContaining(missing.toString());
    }
}
