package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnn summary}, with the plan of a backend and without. */
class SummaryCommandTest {
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
                  input: [3, 8, 8]
                  layers:
                    - conv2d: {channels: 16, kernel: 3}
                    - relu
                    - conv2d: {channels: 16, kernel: 3}
                    - flatten
                    - dense: {units: 2}
                training:
                  optimizer:
                    adam: {learning_rate: 0.01}
                  epochs: 1
                  batch_size: 8
                backend: {name: scratch, options: {algorithm: direct}}
                """);
    }

    @Test
    void saysNothingOfBackendsUnlessAsked() {
        Outcome outcome = cnn("summary", config.toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).contains("conv2").doesNotContain("runs as");
    }

    @Test
    void plansAsTheFileSays() {
        Outcome outcome = cnn("summary", config.toString(), "--plan");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .contains("scratch: float32", "batch 8", "direct 3×3 with relu", "peak")
                .doesNotContain("winograd");
    }

    /** The file's options are those of its own backend. */
    @Test
    void plansForAnotherBackendAndBatch() {
        Outcome outcome = cnn("summary", config.toString(), "--plan", "--backend", "textbook", "--batch", "3");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).contains("batch 3", "backend 'textbook' does not say");
    }

    @Test
    void refusesOptionsThatWouldDoNothing() {
        Outcome outcome = cnn("summary", config.toString(), "--batch", "3");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.errors()).isEqualTo("cnn: --backend and --batch are about a backend's plan; add --plan");
    }
}
