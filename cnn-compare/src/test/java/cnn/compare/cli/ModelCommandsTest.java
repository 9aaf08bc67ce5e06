package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.datasets.Dataset;
import cnn.datasets.Datasets;
import cnn.datasets.ImageTiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From training to predictions: {@code train --out} and {@code --resume}, {@code predict}, {@code evaluate}. */
class ModelCommandsTest {
    private static final String RUN =
            """
            dataset: {name: cats-dogs-32, train: 96, test: 40}
            network:
              input: [3, 32, 32]
              layers:
                - conv2d: {channels: 4, kernel: 3, stride: 2}
                - batch_norm2d
                - relu
                - global_avg_pool2d
                - dense: {units: 2}
            training:
              optimizer:
                adam: {learning_rate: 0.01}
              epochs: 2
              batch_size: 16
            backend: scratch
            """;

    @TempDir
    private static Path shared;

    private static Path config;
    private static Path model;
    private static Outcome trained;

    @TempDir
    private Path temp;

    @BeforeAll
    static void train() throws IOException {
        config = shared.resolve("run.yaml");
        Files.writeString(config, RUN);
        model = shared.resolve("model");
        trained = cnn("train", "--config", config, "--out", model, "--checkpoint-every", 4);
        assertThat(trained.errors()).isEmpty();
        assertThat(trained.code()).isZero();
    }

    /** Test images as files, in a folder a class. */
    private static Path pictures(Path folder, int count) throws IOException {
        Dataset dataset = Datasets.named("cats-dogs-32").limited(OptionalInt.empty(), OptionalInt.of(count));
        SampleSource test = dataset.test();
        float[] x = new float[test.shape().size()];
        byte[] bytes = new byte[x.length];
        for (int i = 0; i < test.size(); i++) {
            test.read(i, x, 0);
            for (int j = 0; j < x.length; j++) {
                Normalization.Channel channel = dataset.normalization().channels().get(j / (32 * 32));
                bytes[j] = (byte) Math.round((x[j] * channel.std() + channel.mean()) * 255);
            }
            Path file = folder.resolve(test.classes().get(test.label(i))).resolve("%03d.png".formatted(i));
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                new ImageTiles(1, 1, 32, 32).encode(bytes, out);
            }
        }
        return folder;
    }

    private static String accuracyLine(String output) {
        return output.lines()
                .filter(line -> line.contains("accuracy"))
                .map(line -> line.substring(line.indexOf("accuracy"), line.indexOf(')')))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aModelAnswersAsTheTrainingDidInTheEnd() throws IOException {
        assertThat(trained.output()).contains("the model is in " + model);
        Outcome evaluated = cnn("evaluate", model);
        assertThat(evaluated.code()).isZero();
        assertThat(accuracyLine(evaluated.output())).isEqualTo(accuracyLine(trained.output()));
        // The same images as files, through a PNG reader, resizing and normalisation.
        Outcome asFiles = cnn("evaluate", model, "--data", pictures(temp, 40));
        assertThat(asFiles.errors()).isEmpty();
        assertThat(asFiles.output()).isEqualTo(evaluated.output());
    }

    @Test
    void predictsFilesAndFolders() throws IOException {
        Path folder = pictures(temp, 6);
        Outcome table = cnn("predict", model, folder.resolve("cat"), folder.resolve("dog/003.png"));
        assertThat(table.code()).as(table.errors()).isZero();
        assertThat(table.output().lines()).hasSize(4).allMatch(line -> line.matches(".*png +(cat|dog) [0-9.]+%  .*%"));
        JsonNode json = JsonMapper.builder().build()
                .readTree(cnn("predict", model, folder, "--json").output());
        assertThat(json.get("pictures").size()).isEqualTo(6);
        JsonNode scores = json.get("pictures").get(0).get("scores");
        assertThat(scores.get("cat").doubleValue() + scores.get("dog").doubleValue())
                .isCloseTo(1, within(4 * 0x1p-53));
        Outcome one = cnn("predict", model, folder, "--top", "1");
        assertThat(one.output().lines()).hasSize(6).allMatch(line -> line.matches(".*png +(cat|dog) [0-9.]+%"));
    }

    @Test
    void namesPicturesThatCannotBeRead() throws IOException {
        Path folder = pictures(temp, 2);
        Path broken = Files.writeString(temp.resolve("broken.png"), "no picture");
        Outcome some = cnn("predict", model, folder.resolve("cat"), broken, temp.resolve("none.jpg"));
        assertThat(some.code()).isZero();
        assertThat(some.errors())
                .contains("cnn: cannot read picture " + broken + ": it is no picture")
                .contains("none.jpg: there is no such file");
        assertThat(some.output().lines()).hasSize(1);
        Outcome none = cnn("predict", model, broken);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.errors()).contains("no picture could be read; give");
    }

    @Test
    void goesOnWithMoreEpochsToTheSameWeights() throws IOException {
        Path shorter = temp.resolve("shorter");
        Files.writeString(temp.resolve("short.yaml"), RUN);
        assertThat(cnn("train", "--config", config, "--epochs", 1, "--out", shorter).code()).isZero();
        Outcome resumed = cnn("train", "--resume", shorter, "--epochs", 2);
        assertThat(resumed.code()).as(resumed.errors()).isZero();
        assertThat(resumed.output()).contains("goes on in epoch 2, after 0 batches of it");
        assertThat(Files.readAllBytes(shorter.resolve("weights.safetensors")))
                .isEqualTo(Files.readAllBytes(model.resolve("weights.safetensors")));
        Outcome ended = cnn("train", "--resume", shorter);
        assertThat(ended.code()).isZero();
        assertThat(ended.output()).contains("has ended");
        assertThat(accuracyLine(ended.output())).isEqualTo(accuracyLine(trained.output()));
    }

    @Test
    void keepsWhatTheCommandLineReplaced() throws IOException {
        Path out = temp.resolve("out");
        Outcome outcome = cnn(
                "train", "--config", config, "--out", out, "--epochs", 1, "--seed", 9, "--limit", 32, "--backend",
                "textbook");
        assertThat(outcome.code()).as(outcome.errors()).isZero();
        assertThat(Files.readString(out.resolve("model.yaml")))
                .contains("epochs: 1", "seed: 9", "train: 32", "test: 32", "backend: {name: textbook}");
        assertThat(cnn("summary", out).output()).contains("weights in [float64]");
        // A model in double precision runs on a backend in single precision too.
        assertThat(cnn("evaluate", out, "--backend", "scratch").code()).isZero();
    }

    @Test
    void summarizesAModel() {
        Outcome summary = cnn("summary", model);
        assertThat(summary.output())
                .contains("conv1", "memory in float32: parameters", "a model of cat, dog, with weights in [float32]");
        Outcome checkpoint = cnn("summary", model.resolve("checkpoints/epoch-00003-batch-000000"), "--plan");
        assertThat(checkpoint.code()).isZero();
        assertThat(checkpoint.output()).contains("runs as");
    }

    private static void refused(Outcome outcome, String message) {
        assertThat(outcome.errors()).startsWith("cnn: ").contains(message).doesNotContain("\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        refused(cnn("train"), "give the run with --config FILE, or a saved training with --resume FOLDER");
        refused(cnn("train", "--config", config, "--out", model), "there is a training in " + model + " already");
        refused(cnn("train", "--resume", temp), "there is no training in");
        refused(cnn("train", "--resume", model, "--seed", 2), "leave out --config, --backend, --limit, --seed");
        refused(cnn("train", "--config", config, "--checkpoint-every", 3), "add --out FOLDER");
        refused(cnn("train", "--config", config, "--out", temp, "--keep", 0), "at least 1 checkpoint must be kept");
        assertThat(temp.resolve("model.yaml")).as("what is refused writes nothing").doesNotExist();
        refused(cnn("predict", temp.resolve("none"), "a.png"), "there is no folder");
        refused(cnn("evaluate", model, "--data", "cats"), "unknown dataset 'cats'");
        refused(cnn("evaluate", model, "--data", temp.resolve("x")), "there is no folder");
        Files.createDirectories(temp.resolve("y/cow"));
        refused(cnn("evaluate", model, "--data", temp.resolve("y")), "called after none of the model's classes");
        refused(cnn("summary", temp), "is a folder without a model (no model.yaml)");
    }

    @Test
    void refusesADamagedModel() throws IOException {
        Path copy = Files.createDirectories(temp.resolve("copy"));
        Files.copy(model.resolve("model.yaml"), copy.resolve("model.yaml"));
        byte[] weights = Files.readAllBytes(model.resolve("weights.safetensors"));
        weights[weights.length - 3] ^= 1;
        Files.write(copy.resolve("weights.safetensors"), weights);
        refused(cnn("predict", copy, "a.png"), "its contents are not those that its checksum was taken of");
    }
}
