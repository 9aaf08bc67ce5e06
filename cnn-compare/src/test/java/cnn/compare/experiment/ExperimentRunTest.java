package cnn.compare.experiment;

import static cnn.compare.experiment.TinyExperiment.counting;
import static cnn.compare.experiment.TinyExperiment.run;
import static cnn.compare.experiment.TinyExperiment.settings;
import static cnn.compare.experiment.TinyExperiment.unit;
import static cnn.compare.experiment.TinyExperiment.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.run.PhotoChoice;
import cnn.compare.run.Progress;
import cnn.config.Published;
import cnn.error.BadInputException;
import cnn.model.TrainingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tiny experiment: its results, and what ends it early. */
class ExperimentRunTest {
    @TempDir
    private Path temp;

    private TinyExperiment tiny;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        tiny = new TinyExperiment(temp);
        file = tiny.writeTiny(3);
    }

    @Test
    void aChangedFileIsNoticed() throws IOException {
        Path out = temp.resolve("out");
        run(settings(out, 1, false, false, file), Progress.SILENT);
        Files.writeString(
                file,
                "# Another comment is no change.\n" + Files.readString(file)
                        + "published: {accuracy: 0.9, on: test, samples: 100, source: Somebody}\n");
        int[] steps = {0};
        run(settings(out, 1, false, false, file), counting(steps));
        assertThat(steps[0]).isZero();
        UnitResult described = ResultFile.read(unit(out, 1));
        assertThat(described.title()).isEqualTo("Another comment is no change.");
        assertThat(described.published()).extracting(Published::low).containsExactly(0.9);

        Path changed = tiny.writeTiny(2);
        assertThatThrownBy(() -> run(settings(out, 1, false, false, changed), Progress.SILENT))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("another version of the file")
                .hasMessageContaining("--again");
        try (TrainingFolder busy = TrainingFolder.resume(unit(out, 1))) {
            assertThat(busy.newest()).isPresent();
            assertThatThrownBy(() -> run(settings(out, 1, false, true, changed), Progress.SILENT))
                    .hasMessageContaining("another process is training in");
        }
        assertThat(unit(out, 1).resolve(Unit.RESULT)).exists();
        List<UnitResult> anew = run(settings(out, 1, false, true, changed), Progress.SILENT);
        assertThat(anew.get(0).epochs()).hasSize(2);
    }

    @Test
    void aTrainingThatDivergesIsAResult() throws IOException {
        Path wild = tiny.write(
                "wild.yaml", yaml(3).replace("adam: {learning_rate: 0.01}", "sgd: {learning_rate: 1.0e+38}"));
        List<UnitResult> results = run(settings(temp.resolve("out"), 1, false, false, wild, file), Progress.SILENT);
        assertThat(results.get(0).problem().orElseThrow()).contains("step");
        assertThat(results.get(0).test()).isEmpty();
        assertThat(results.get(1).finished()).isTrue();
        int[] steps = {0};
        run(settings(temp.resolve("out"), 1, false, false, wild, file), counting(steps));
        assertThat(steps[0]).as("it is not tried again").isZero();
    }

    /** What is kept of each picture adds up to the confusion matrix: with an output a class, and with one for both. */
    @ParameterizedTest
    @CsvSource({"softmax_cross_entropy, 2", "sigmoid_cross_entropy, 1"})
    void theAnswersAreThoseOfTheConfusionMatrix(String loss, int units) throws IOException {
        Path one = tiny.write("one.yaml", yaml(4)
                .replace("units: 2", "units: " + units)
                .replace("optimizer:", "loss: " + loss + "\n  optimizer:"));
        UnitResult.Test test = run(settings(temp.resolve("out"), 1, false, false, one), Progress.SILENT)
                .get(0)
                .test()
                .orElseThrow();
        int[][] counts = new int[2][2];
        for (int i = 0; i < test.size(); i++) {
            counts[test.labels()[i]][test.predicted()[i]]++;
        }
        assertThat(test.confusion()).isEqualTo(List.of(
                List.of(counts[0][0], counts[0][1]), List.of(counts[1][0], counts[1][1])));
        assertThat(counts[0][1] + counts[1][1]).as("answers of 'dog'").isBetween(1, test.size() - 1);
        assertThat(test.confidence()).hasSize(20);
        assertThat(Arrays.stream(test.confidence()).min().orElseThrow())
                .as("that of the answer")
                .isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void quickIsSmallAndSaysSo() throws IOException {
        Path many = tiny.writeTiny(40);
        UnitResult quick = run(settings(temp.resolve("out"), 1, true, false, many), Progress.SILENT).get(0);
        assertThat(quick.quick()).isTrue();
        assertThat(quick.epochs()).hasSize(3);
        // 100e9 multiply-adds over 3 epochs: 55 million an image leave 606 images; tiny ones have their bounds.
        assertThat(QuickScale.samples(55e6, 3)).isEqualTo(606);
        assertThat(QuickScale.samples(2e6, 3)).isEqualTo(2000);
        assertThat(QuickScale.samples(1e9, 3)).isEqualTo(100);
    }

    @Test
    void badInputIsSaidBeforeAnythingIsTrained() throws IOException {
        Path out = temp.resolve("out");
        Path none = temp.resolve("none.yaml");
        assertThatThrownBy(() -> run(settings(out, 1, false, false, file, none), Progress.SILENT))
                .hasMessageContaining("no such file");
        Path other = tiny.write("other.yaml", "classes: [a, b]\n");
        assertThatThrownBy(() -> run(settings(out, 1, false, false, file, other), Progress.SILENT))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("other.yaml");
        assertThatThrownBy(() -> run(settings(out, 1, false, false, file, file), Progress.SILENT))
                .hasMessageContaining("two of the files are called zoo/tiny");
        Path blocked = Files.writeString(temp.resolve("blocked"), "a file");
        assertThatThrownBy(() -> run(settings(blocked, 1, false, false, file), Progress.SILENT))
                .hasMessageContaining("cannot write to folder");
        assertThatThrownBy(() -> new ExperimentSettings(
                        List.of(file), List.of("scrach"), 1, 1, false, PhotoChoice.NONE, out, false, "", ""))
                .hasMessageContaining("did you mean 'scratch'");
        assertThat(out.resolve("zoo")).doesNotExist();
    }
}
