package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One clear line, exit code 2, nothing written. */
class BadInputTest {
    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = folder.resolve("run.yaml");
        Files.writeString(
                config,
                """
                dataset: {name: cats-dogs-32, train: 64, test: 64}
                network:
                  input: [3, 32, 32]
                  layers:
                    - conv2d: {channels: 2, kernel: 3}
                    - relu
                    - flatten
                    - dense: {units: 2}
                training:
                  optimizer:
                    sgd: {learning_rate: 0.01}
                  epochs: 1
                  batch_size: 8
                backend: scratch
                """);
    }

    private static void refused(Outcome outcome, String message) {
        assertThat(outcome.errors()).startsWith("cnn: ").contains(message).doesNotContain("\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            units: 2                 | units: 3               | the network has 3 outputs, but dataset 'cats-dogs-32' has 2 classes
            input: [3, 32, 32]       | input: [1, 32, 32]     | the network takes [1, 32, 32], but the pictures
            name: cats-dogs-32       | name: cats-dog-32      | did you mean 'cats-dogs-32'?
            train: 64                | train: 100000          | 100000 samples were asked for, there are 10000
            batch_size: 8            | batch_size: 0          | batch size must be at least 1, got 0
            kernel: 3                | kernel: 40             | kernel 40×40 is larger than the padded input 32×32
            backend: scratch         | backend: scrach        | unknown backend 'scrach' (there are nd4j, scratch, textbook; did you mean 'scratch'?)
            backend: scratch         | backend: {name: nd4j, options: {onedn: off}} | run.yaml:14:33: unknown option 'onedn' of backend 'nd4j' (there are onednn; did you mean 'onednn'?)
            backend: scratch         | backend: {name: nd4j, options: {onednn: false}} | run.yaml:14:41: option 'onednn': expected one of on, off, got 'false'
            backend: scratch         | backend: {name: scratch, options: {algorithm: fft}} | run.yaml:14:47: option 'algorithm': expected one of auto, direct, winograd, got 'fft'
            backend: scratch         | backend: {name: textbook, options: {onednn: on}} | backend 'textbook' has no options; remove 'onednn'
            backend: scratch         | backend: {name: scratch, precision: float64} | backend 'scratch' does not compute in float64
            """)
    void trainRefusesAConfigThatDoesNotFit(String right, String wrong, String message) throws IOException {
        String text = Files.readString(config);
        assertThat(text).contains(right);
        Files.writeString(config, text.replace(right, wrong));
        refused(cnn("train", "--config", config.toString()), message);
    }

    @Test
    void unknownEnginesAreNamed() {
        refused(cnn("compare", "--engines", "scratch,nd4"), "unknown engine 'nd4'");
    }

    @Test
    void unknownOptionsAreNamed() {
        refused(cnn("compare", "--limt", "5"), "did you mean '--limit'?");
    }

    @Test
    void aLimitOfNothingIsRefused() {
        refused(cnn("compare", "--limit", "0", "--out", folder.resolve("o").toString()), "--limit must be at least 1");
    }

    @Test
    void missingFilesAreNamed() {
        refused(cnn("summary", folder.resolve("none.yaml").toString()), "no such file");
        refused(cnn("summary", folder.toString()), "is a folder");
    }

    @Test
    void anOutputFolderThatCannotBeIsRefusedBeforeTheWork() throws IOException {
        Path out = config.resolve("below-a-file");
        refused(cnn("compare", "--config", config.toString(), "--out", out.toString()), "give another one with --out");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(config);
        }
    }

    @Test
    void aDivergedTrainingEndsWithOneAndSaysWhatToTry() throws IOException {
        Files.writeString(config, Files.readString(config).replace("learning_rate: 0.01", "learning_rate: 1e30"));
        Outcome outcome = cnn("train", "--config", config.toString());
        assertThat(outcome.errors()).contains("try a smaller learning rate").doesNotContain("\n");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void goodInputIsTrainedOn() {
        assertThat(cnn("train", "--config", config.toString()).code()).isZero();
        assertThat(cnn("summary", config.toString()).code()).isZero();
    }
}
