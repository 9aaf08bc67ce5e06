package cnn.compare.report.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.metrics.Evaluation;
import cnn.schedule.PlateauState;
import cnn.schedule.Watch;
import cnn.spec.Dense;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import cnn.training.GradientReport;
import cnn.training.Progress;
import cnn.training.RateSearch;
import cnn.training.TensorStatistics;
import cnn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainingLogTest {
    @TempDir
    private Path folder;

    private static final Progress AFTER =
            new Progress(2, 1, 4, 0, 10, PlateauState.START, new Watch(OptionalDouble.of(0.5), 1, 0));

    private List<JsonNode> lines(Path file) throws IOException {
        JsonMapper mapper = new JsonMapper();
        return Files.readAllLines(file).stream().map(mapper::readTree).toList();
    }

    @Test
    void everyEventIsALine() throws IOException {
        Path file = folder.resolve("log.jsonl");
        Evaluation evaluation =
                Evaluation.of(new SoftmaxCrossEntropy(), 2, new double[] {1, 0, 0, 1}, new int[] {0, 1});
        try (TrainingLog log = new TrainingLog(file, 0)) {
            log.onStep(new TrainingListener.Step(AFTER, 10, 0.25, 0.001));
            log.onEpoch(new TrainingListener.Epoch(1, 0.75, 2, 30, Optional.of(evaluation), AFTER));
            log.onGradients(new GradientReport(4, 3, OptionalDouble.empty(), List.of(new TensorStatistics(
                    NetworkSpec.builder(Shape.of(2)).add(new Dense(1)).build().slices().get(0),
                    3, 0.5, OptionalDouble.of(0.2), OptionalDouble.empty()))));
        }
        try (TrainingLog again = new TrainingLog(file, 4)) {
            again.onTest(evaluation);
        }
        List<JsonNode> lines = lines(file);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0).toString())
                .isEqualTo("{\"event\":\"step\",\"step\":4,\"epoch\":2,\"samples\":10,"
                        + "\"loss\":0.25,\"learning_rate\":0.001}");
        assertThat(lines.get(1).get("mean_loss").asDouble()).isEqualTo(0.75);
        assertThat(lines.get(1).get("samples_per_second").asDouble()).isEqualTo(15);
        assertThat(lines.get(1).get("best").asBoolean()).isTrue();
        assertThat(lines.get(1).get("validation").get("accuracy").asDouble()).isEqualTo(1);
        assertThat(lines.get(1).get("validation").get("confusion").toString()).isEqualTo("[[1,0],[0,1]]");
        assertThat(lines.get(2).get("tensors").get("dense1.w").get("update_to_weight").asDouble()).isEqualTo(0.2);
        assertThat(lines.get(2).get("warnings").get(0).asString()).startsWith("exploding update: dense1.w");
        assertThat(lines.get(3).get("roc_auc").asDouble()).isEqualTo(1);
    }

    @Test
    void updatesThatAreMadeAgainStandOnce() throws IOException {
        Path file = folder.resolve("log.jsonl");
        Files.writeString(file, """
                {"event":"step","step":1,"loss":0.5}
                {"event":"epoch","epoch":1,"step":1}
                {"event":"step","step":2,"loss":0.4}
                {"event":"test","loss":0.3}
                {"event":"step","st""");
        new TrainingLog(file, 1).close();
        assertThat(lines(file)).hasSize(2).allSatisfy(line -> assertThat(line.get("step").asLong()).isEqualTo(1));
        new TrainingLog(file, 0).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    void saysIfItCannotWrite() {
        assertThatThrownBy(() -> new TrainingLog(folder.resolve("no/such/log"), 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("cannot write the log");
    }

    @Test
    void theRatePageHasItsPlotAndItsAdvice() {
        RateSearch search = new RateSearch(List.of(
                new RateSearch.Point(1e-3, 2, 2),
                new RateSearch.Point(1e-2, 1, 1),
                new RateSearch.Point(1e-1, 0.9, 0.9),
                new RateSearch.Point(1, 1e9, 5)));
        String page = RatePage.of(search, "a network");
        assertThat(page)
                .contains("Suggested learning rate: 1.0e-02. The smoothed loss falls fastest at 1.0e-02 and is least"
                        + " at 1.0e-01.")
                .contains("<svg")
                .doesNotContain("http://www.w3.org/1999/xlink", "<script src", "NaN");
    }
}
