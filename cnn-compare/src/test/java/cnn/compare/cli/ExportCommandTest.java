package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cnn export} and {@code cnn import}: from a configuration to a model's folder and on, and what cannot be
 * done.
 */
class ExportCommandTest {
    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = write("run.yaml", "conv2d: {channels: 4, kernel: 3}");
    }

    private Path write(String name, String layer) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                """
                dataset: {name: cats-dogs-32, train: 64, test: 64}
                network:
                  input: [3, 32, 32]
                  layers:
                    - %s
                    - relu
                    - flatten
                    - dense: {units: 2}
                training:
                  optimizer:
                    adam: {learning_rate: 0.01}
                  epochs: 1
                  batch_size: 8
                backend: scratch
                """
                        .formatted(layer));
    }

    @Test
    void writesBothFormats() throws IOException {
        Path onnx = folder.resolve("out/net.onnx");
        Path zip = folder.resolve("out/net.zip");
        Outcome outcome = cnn("export", config, "--onnx", onnx, "--dl4j", zip);
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .contains("run.yaml is a configuration: its weights are the initial ones")
                .contains("net.onnx: ONNX, opset 17, float32, 7,314 parameters, x [N, 3, 32, 32] to y [N, 2]")
                .contains("net.zip: a zip for DL4J's ModelSerializer, float32");
        assertThat(onnx).isNotEmptyFile();
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(zip.toFile());
        assertThat(restored.numParams()).isEqualTo(7314);
    }

    /** Out to DL4J, back in as a model's folder, and the model out again: the same bytes. */
    @Test
    void importsWhatItHasExported() throws IOException {
        Path zip = folder.resolve("net.zip");
        Path model = folder.resolve("model");
        Path first = folder.resolve("first.onnx");
        Path second = folder.resolve("second.onnx");
        assertThat(cnn("export", config, "--dl4j", zip, "--onnx", first).code()).isZero();
        Outcome outcome = cnn("import", zip, "--config", config, "--out", model);
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output()).contains("7,314 parameters from");
        assertThat(cnn("export", model, "--onnx", second).errors()).isEmpty();
        // The model's file says besides what its classes are called.
        assertThat(Files.size(second)).isGreaterThan(Files.size(first));
        assertThat(new String(Files.readAllBytes(second), StandardCharsets.ISO_8859_1)).contains("[\"cat\",\"dog\"]");
        Path again = folder.resolve("again.zip");
        assertThat(cnn("export", model, "--dl4j", again).errors()).isEmpty();
        assertThat(ModelSerializer.restoreMultiLayerNetwork(again.toFile()).params())
                .isEqualTo(ModelSerializer.restoreMultiLayerNetwork(zip.toFile()).params());
        assertThat(cnn("import", again, "--config", model, "--out", folder.resolve("other")).errors()).isEmpty();
    }

    /** The views in which a network is asked are no part of its graph: whoever takes the file is told. */
    @Test
    void saysInWhichViewsItIsAsked() throws IOException {
        Files.writeString(config, Files.readString(config).replace("epochs: 1", "epochs: 1\n  test_augmentation: flip"));
        Path model = folder.resolve("model");
        Path onnx = folder.resolve("net.onnx");
        assertThat(cnn("train", "--config", config, "--out", model).code()).isZero();
        Outcome outcome = cnn("export", model, "--onnx", onnx);
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output()).contains("by the mean of several views (test_augmentation: flip)");
        assertThat(new String(Files.readAllBytes(onnx), StandardCharsets.ISO_8859_1)).contains("test_augmentation");
    }

    @Test
    void importSaysWhatIsWrongInOneLine() throws IOException {
        Path zip = folder.resolve("net.zip");
        cnn("export", config, "--dl4j", zip);
        Path other = write("other.yaml", "conv2d: {channels: 5, kernel: 3}");
        Path model = folder.resolve("model");
        complains(
                "conv2d 'conv1' on input [3, 32, 32] does not fit the file's layer 'conv1' (ConvolutionLayer): "
                        + "nout is 4, expected 5",
                "import", zip, "--config", other, "--out", model);
        complains("there is something at", "import", zip, "--config", config, "--out", folder);
        complains("is no zip, or a damaged one", "import", config, "--config", config, "--out", model);
        complains("no such file", "import", folder.resolve("none"), "--config", config, "--out", model);
        assertThat(model).doesNotExist();
    }

    @Test
    void saysWhatIsWrongInOneLine() throws IOException {
        refused("say what to write: add --onnx FILE or --dl4j FILE, or both", config);
        refused("unknown precision 'float23'", config, "--onnx", folder.resolve("a"), "--precision", "float23");
        refused("no such file", folder.resolve("none.yaml"), "--onnx", folder.resolve("a"));
        refused("is a folder without a model", folder, "--onnx", folder.resolve("a"));
        String twice = "conv2d: {channels: 4, kernel: 3}\n    - conv2d: {channels: 4, kernel: 3, groups: 2}";
        Path grouped = write("grouped.yaml", twice);
        refused("no DL4J counterpart", grouped, "--dl4j", folder.resolve("a"));
        refused("cannot write", config, "--onnx", config.resolve("a"));
    }

    private static void refused(String why, Object... args) {
        Object[] words = new Object[args.length + 1];
        words[0] = "export";
        System.arraycopy(args, 0, words, 1, args.length);
        complains(why, words);
    }

    private static void complains(String why, Object... words) {
        Outcome outcome = cnn(words);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.errors()).startsWith("cnn: ").contains(why).doesNotContain("\n");
    }
}
