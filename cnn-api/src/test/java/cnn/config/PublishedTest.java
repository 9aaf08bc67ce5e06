package cnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedTest {
    private static final String RUN =
            """
            # A comment.
            dataset: cats-dogs-32
            network:
              input: [3, 32, 32]
              layers: [flatten, {dense: {units: 2}}]
            training:
              optimizer: {sgd: {learning_rate: 0.1}}
              epochs: 1
              batch_size: 8
              seed: 7
            backend: scratch
            """;

    private static RunDocument run(String more) {
        return RunDocument.read(new StringReader(RUN + more), "run.yaml");
    }

    @Test
    void oneOrSeveralFigures() {
        RunDocument run = run("published: [{accuracy: [0.70, 0.72], on: validation, samples: 1000, source: \"A, B\"},"
                + " {accuracy: 0.8, samples: 10, source: C}]\n");
        assertThat(run.published())
                .containsExactly(
                        new Published(0.70, 0.72, "validation", 1000, "A, B"),
                        new Published(0.8, 0.8, "test", 10, "C"));
        assertThat(run.config().backend()).isEqualTo("scratch");
        assertThat(run("").published()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{accuracy: 82, samples: 10, source: C}; between 0 and 1",
                "{accuracy: 0.8, samples: 0, source: C}; at least 1 sample",
                "{accuracy: 0.8, on: train, samples: 10, source: C}; not on 'train'",
                "{accuracy: 0.8, samples: 10, sauce: C}; 'source'"
            })
    void mistakesAreFoundWhenTheRunIsRead(String figure, String complaint) {
        assertThatThrownBy(() -> run("published: " + figure + "\n").config())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("run.yaml:12:")
                .hasMessageContaining(complaint);
    }

    @Test
    void aRunIsWhatItComputes() {
        String text = run("").effective();
        assertThat(run("published: {accuracy: 0.8, samples: 10, source: C}\n# More.\n").effective()).isEqualTo(text);
        assertThat(run("").withSeed(8).effective()).isNotEqualTo(text);
        assertThat(run("").withSeed(8).withBackend("nd4j").recipe()).isEqualTo(run("").recipe());
        assertThat(run("").withEpochs(9).recipe()).isNotEqualTo(run("").recipe());
    }
}
