package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole training as the command line tells of it: validation, early stopping, schedule, log, gradients. */
class TrainCommandTest {
    private static final String RUN =
            """
            dataset: {name: cats-dogs-32, train: 60, test: 20}
            network:
              input: [3, 32, 32]
              layers:
                - conv2d: {channels: 4, kernel: 3, stride: 4}
                - relu
                - flatten
                - dense: {units: 2}
            training:
              loss: {softmax_cross_entropy: {label_smoothing: 0.1, class_weights: [1, 2]}}
              optimizer:
                adam: {learning_rate: 0.05}
              schedule: {warm_up: {epochs: 1, then: cosine}}
              initializer: lsuv
              validation: 0.2
              early_stopping: {monitor: accuracy, patience: 2, minimum_gain: 0.99}
              epochs: 8
              batch_size: 16
            backend: scratch
            """;

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void write() throws IOException {
        config = folder.resolve("run.yaml");
        Files.writeString(config, RUN);
    }

    /**
     * No accuracy gains 0.99, so the first epoch is the best and the third the last; 48 samples are three batches an
     * epoch.
     */
    @Test
    void showsValidationStopsEarlyAndLogsEverything() throws IOException {
        Path log = folder.resolve("log.jsonl");
        Outcome run = cnn("train", "--config", config, "--log", log, "--gradients", 2, "--check-gradients", 1);
        assertThat(run.errors()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.output())
                .contains("epoch 1 of 8: loss ", "validation loss ", "accuracy ", "(best)")
                .contains("epoch 3 of 8: ")
                .doesNotContain("epoch 4 of 8: ")
                .contains("stopped after epoch 3: accuracy on the validation samples was no better for 2 epochs;"
                        + " the weights are those of epoch 1")
                .contains("test accuracy ", "precision", "is, taken for");
        JsonMapper mapper = new JsonMapper();
        List<JsonNode> lines =
                Files.readAllLines(log).stream().map(mapper::readTree).toList();
        assertThat(lines).extracting(line -> line.get("event").asString())
                .containsExactly(
                        "step", "gradients", "step", "step", "epoch",
                        "gradients", "step", "step", "gradients", "step", "epoch",
                        "step", "gradients", "step", "step", "epoch",
                        "test");
        assertThat(lines.get(0).get("learning_rate").asDouble()).isEqualTo(0.05 / 3);
        assertThat(lines.get(4).get("validation").get("confusion").toString())
                .matches("\\[\\[\\d+,\\d+],\\[\\d+,\\d+]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            class_weights: [1, 2]   | class_weights: [1, 2, 3]    | softmax_cross_entropy: 3 class_weights do not fit the network's 2 outputs
            label_smoothing: 0.1    | label_smoothing: 1.5        | run.yaml:10:10: softmax_cross_entropy: label_smoothing must be at least 0 and below 1
            validation: 0.2         | validation: 1.2             | validation must be a share above 0 and below 1, got 1.2
            then: cosine            | then: cosinus               | run.yaml:13:41: unknown schedule 'cosinus'
            monitor: accuracy       | monitor: precision          | run.yaml:16:29: unknown metric 'precision'
            patience: 2             | patience: 0                 | run.yaml:16:19: early_stopping: patience must be at least 1, got 0
            initializer: lsuv       | initializer: lsvu           | unknown initializer 'lsvu'
            initializer: lsuv       | initializer: {normal: {deviation: -1}} | normal: deviation must be above 0
            """)
    void mistakesAreReportedWhereTheyStand(String right, String wrong, String message) throws IOException {
        assertThat(RUN).contains(right);
        Files.writeString(config, RUN.replace(right, wrong));
        Outcome run = cnn("train", "--config", config);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message).doesNotContain("\n");
    }

    @Test
    void aWrongNumberLeavesNoLogBehind() {
        Path log = folder.resolve("log.jsonl");
        assertThat(cnn("train", "--config", config, "--log", log, "--gradients", 0).errors())
                .contains("with n at least 1, got 0");
        assertThat(log).doesNotExist();
    }

    @Test
    void lrFindPlotsAndSuggests() {
        Path page = folder.resolve("rates.html");
        Outcome run = cnn("lr-find", config, "--html", page, "--steps", 40, "--to", 1);
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).contains("Suggested learning rate: ", "The plot is in " + page);
        assertThat(page).content().contains("<svg", "learning rate");
    }
}
