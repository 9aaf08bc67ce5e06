package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
    private static final String TINY =
            """
            dataset: cats-dogs-32
            network:
              input: [3, 8, 8]
              layers:
                - conv2d: {channels: 4, kernel: 3}
                - relu
                - flatten
                - dense: {units: 2}
            training:
              optimizer:
                adam: {learning_rate: 0.001}
              epochs: 1
              batch_size: 4
            backend: scratch
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --untuned dl4j-stok      | unknown engine 'dl4j-stok'
            --engines scrach         | unknown engine 'scrach'
            --nets lenet             | unknown network 'lenet' (there are chollet-150, lenet-32, resnet-8-32, vgg-small-32
            --nets none.yaml         | no such file: none.yaml
            --config none.yaml       | no such file
            --rounds 0               | --rounds must be between 1 and 1000, got 0
            --seconds 0              | --seconds must be above 0
            --seconds NaN            | --seconds must be above 0 and at most 3600, got NaN
            --warm-up -1             | --warm-up must be above 0
            --batch 0                | --batch must be between 1 and 65536, got 0
            --threads 0              | --threads must be between 1 and 1024, got 0
            --batch 8,x              | 'x' is not an int
            --java /nowhere          | --java: there is no bin/java in /nowhere; give a JDK's folder
            """)
    void refusesInOneLine(String args, String message) {
        Outcome outcome = cnn((Object[]) ("bench " + args).split(" "));
        assertThat(outcome.errors()).startsWith("cnn: ").contains(message).doesNotContain("\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void aWorkersBadInputComesThrough() throws IOException {
        Path config = folder.resolve("image.yaml");
        Files.writeString(config, TINY.replace("    - flatten\n", "").replace("    - dense: {units: 2}\n", ""));
        Outcome outcome = cnn("bench", "--engines", "scratch", "--config", config.toString());
        assertThat(outcome.errors()).startsWith("cnn: ").contains("must be a vector [K]").doesNotContain("\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    /** Processes, measuring and reports, with next to no work. */
    @Test
    void measuresForReal() throws IOException {
        Path config = folder.resolve("tiny.yaml");
        Files.writeString(config, TINY);
        Path json = folder.resolve("bench.json");
        Path html = folder.resolve("bench.html");
        Outcome outcome = cnn(
                "bench", "--engines", "scratch,textbook", "--config", config.toString(), "--batch", "4,6", "--threads", "1",
                "--rounds", "2", "--seconds", "0.05", "--warm-up", "0.05",
                "--json", json.toString(), "--html", html.toString());
        // So short a warm-up leaves kernels cold, which the bench must not pass over in silence.
        assertThat(outcome.errors().lines()).allMatch(line -> line.contains("bytes a step on the Java heap, more than"));
        assertThat(outcome.code()).isEqualTo(outcome.errors().isEmpty() ? 0 : 1);
        assertThat(outcome.output()).contains("tiny.yaml, batch 4, 1 thread", "tiny.yaml, batch 6, 1 thread");
        assertThat(html).isNotEmptyFile();
        JsonNode race = JsonMapper.builder()
                .build()
                .readTree(Files.readString(json))
                .get("result")
                .get("cases")
                .get(1);
        assertThat(race.get("peakGigaflops").get("median").asDouble()).isPositive();
        for (int k = 0; k < 2; k++) {
            JsonNode engine = race.get("engines").get(k);
            assertThat(engine.get("rounds").size()).isEqualTo(2);
            assertThat(engine.get("imagesPerSecond").get("median").asDouble()).isPositive();
            assertThat(engine.get("startUp").get("firstBatchSeconds").asDouble()).isPositive();
            assertThat(engine.get("lossDifference").asDouble()).isLessThan(1e-5);
        }
    }
}
