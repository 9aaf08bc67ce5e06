package cnn.compare.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.result.ComparisonResult;
import cnn.compare.result.Training;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {
    @TempDir
    Path folder;

    @Test
    void readingGivesBackEveryFigureExactly() {
        Path file = folder.resolve("result.json");
        for (ComparisonResult result :
                List.of(SyntheticResult.agreeing(), SyntheticResult.withOneWrongRow(), SyntheticResult.empty())) {
            JsonReport.write(result, file);
            assertThat(JsonReport.read(file)).isEqualTo(result);
        }
    }

    @Test
    void numbersThatJsonLacksSurvive() {
        Path file = folder.resolve("diverged.json");
        ComparisonResult result = SyntheticResult.withTrainings(List.of(diverged()));
        JsonReport.write(result, file);
        assertThat(JsonReport.read(file)).isEqualTo(result);
        JsonNode losses = JsonMapper.shared()
                .readTree(file.toFile())
                .at("/result/trainings/0/losses");
        assertThat(losses.get(1).asString()).isEqualTo("Infinity");
        assertThat(losses.get(2).asString()).isEqualTo("NaN");
    }

    private static Training diverged() {
        return new Training(
                "nd4j", "float32", List.of(0.7, Double.POSITIVE_INFINITY, Double.NaN), List.of(), Double.NaN, 0, 0,
                Double.NaN, Double.NaN, List.of());
    }

    @Test
    void fieldsStandInTheOrderOfTheRecords() {
        JsonNode root = JsonMapper.shared().readTree(JsonReport.of(SyntheticResult.withOneWrongRow()));
        assertThat(root.propertyNames()).containsExactly("format", "formatVersion", "gradientsAgree", "result");
        assertThat(root.get("result").propertyNames())
                .containsExactly("setup", "engines", "gradients", "trainings", "drifts", "pairs");
        assertThat(root.at("/result/gradients/0").propertyNames())
                .startsWith("engine", "precision", "layer", "kind", "tensor", "elements", "maxAbs", "relativeNorm");
        assertThat(root.get("formatVersion").asInt()).isEqualTo(JsonReport.FORMAT_VERSION);
    }

    @Test
    void answersAreWrittenBesideTheNumbers() {
        JsonNode root = JsonMapper.shared().readTree(JsonReport.of(SyntheticResult.withOneWrongRow()));
        assertThat(root.get("gradientsAgree").asBoolean()).isFalse();
        long wrong = root.at("/result/gradients").valueStream()
                .filter(row -> !row.get("agrees").asBoolean())
                .count();
        assertThat(wrong).isEqualTo(1);
        assertThat(root.at("/result/trainings/0/accuracy").asDouble()).isBetween(0.7, 0.8);
        assertThat(root.at("/result/pairs/0/differ").isBoolean()).isTrue();
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        Path file = folder.resolve("new.json");
        String json = JsonReport.of(SyntheticResult.empty()).replace("\"formatVersion\" : 1", "\"formatVersion\" : 99");
        Files.writeString(file, json);
        assertThatThrownBy(() -> JsonReport.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("version 99");
    }

    @Test
    void whatIsNoReportIsRefused() throws IOException {
        Path file = folder.resolve("no.json");
        Files.writeString(file, "{\"a\": ");
        assertThatThrownBy(() -> JsonReport.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no.json");
        Files.writeString(file, "{\"format\": \"cnn-compare\", \"formatVersion\": 1, \"gradientsAgree\": true}");
        assertThatThrownBy(() -> JsonReport.read(file)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> JsonReport.read(folder.resolve("missing.json")))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void onlyTheReportIsLeftInTheFolder() throws IOException {
        JsonReport.write(SyntheticResult.empty(), folder.resolve("a").resolve("b").resolve("result.json"));
        try (Stream<Path> left = Files.list(folder.resolve("a").resolve("b"))) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("result.json");
        }
    }

    @Test
    void aFolderThatCannotBeIsOneLineThatSaysHowToMendIt() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "kept");
        assertThatThrownBy(() -> JsonReport.write(SyntheticResult.empty(), file.resolve("result.json")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("cannot write", "result.json", "taken is a file, not a folder", "--out")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThat(file).hasContent("kept");
    }

    @Test
    void aFailedWriteLeavesNothingBehind() throws IOException {
        // A folder of the report's name, with something in it, cannot be replaced.
        Path target = Files.createDirectories(folder.resolve("result.json"));
        Files.writeString(target.resolve("inside"), "kept");
        assertThatThrownBy(() -> JsonReport.write(SyntheticResult.empty(), target))
                .isInstanceOf(BadInputException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(target);
        }
        assertThat(target.resolve("inside")).hasContent("kept");
    }
}
