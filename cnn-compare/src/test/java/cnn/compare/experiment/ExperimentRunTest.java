package cnn.compare.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.run.PhotoChoice;
import cnn.compare.run.Progress;
import cnn.config.Published;
import cnn.error.BadInputException;
import cnn.model.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tiny experiment: run, stopped between two units and within one, resumed to the same bits. */
class ExperimentRunTest {
    private static final String TINY =
            """
            # A tiny network (after F. Somebody). It is only there to be run.
            dataset: {name: cats-dogs-32, train: 60, test: 20}
            network:
              input: [3, 32, 32]
              layers:
                - conv2d: {channels: 2, kernel: 3, stride: 8}
                - batch_norm2d
                - relu
                - flatten
                - dense: {units: 2}
            training:
              optimizer:
                adam: {learning_rate: 0.01}
              validation: 0.2
              epochs: EPOCHS
              batch_size: 8
            backend: scratch
            """;

    private static final long DEADLINE_SECONDS = 300;

    @TempDir
    private Path temp;

    private Path file;
    private Optional<Process> running = Optional.empty();

    @BeforeEach
    void write() throws IOException {
        file = write("tiny.yaml", TINY.replace("EPOCHS", "3"));
    }

    @AfterEach
    void killWhatIsLeft() {
        running.ifPresent(Process::destroyForcibly);
    }

    private Path write(String name, String yaml) throws IOException {
        Path path = temp.resolve("zoo").resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, yaml);
    }

    private ExperimentSettings settings(Path out, int seeds, boolean quick, boolean again, Path... files) {
        return settings(out, seeds, 1, quick, again, files);
    }

    private static ExperimentSettings settings(
            Path out, int seeds, int jobs, boolean quick, boolean again, Path... files) {
        return new ExperimentSettings(
                List.of(files), List.of(), seeds, jobs, quick, PhotoChoice.NONE, out, again, "experiment run", "cnn test");
    }

    private static List<UnitResult> run(ExperimentSettings settings, Progress progress) {
        return new ExperimentRun(settings, () -> progress, line -> {}).run();
    }

    private Path unit(Path out, long seed) {
        return out.resolve("zoo").resolve("tiny").resolve("scratch").resolve("seed-" + seed);
    }

    /** All but times and circumstances. */
    private static void requireSame(Path one, Path other) throws IOException {
        assertThat(other.resolve("weights.safetensors")).hasSameBinaryContentAs(one.resolve("weights.safetensors"));
        UnitResult a = ResultFile.read(one);
        UnitResult b = ResultFile.read(other);
        assertThat(b.test()).isPresent();
        assertThat(b).usingRecursiveComparison()
                .ignoringFields("epochs.seconds", "epochs.imagesPerSecond", "surroundings")
                .isEqualTo(a);
    }

    @Test
    void stoppedBetweenUnitsAndInOneItGoesOnToTheSameBits() throws IOException {
        Path whole = temp.resolve("whole");
        List<UnitResult> results = run(settings(whole, 2, false, false, file), Progress.SILENT);
        assertThat(results).extracting(UnitResult::seed).containsExactly(1L, 2L);
        UnitResult first = results.get(0);
        assertThat(first.epochs()).hasSize(3);
        assertThat(first.samples().train()).isEqualTo(48);
        assertThat(first.samples().validation()).isEqualTo(12);
        assertThat(first.test().orElseThrow().labels()).hasSize(20);
        assertThat(first.gradients()).extracting(UnitResult.LayerGradient::tensor).containsExactly("conv1.w", "dense1.w");
        assertThat(first.title()).isEqualTo("A tiny network (after F. Somebody).");

        Path stopped = temp.resolve("stopped");
        // 48 samples in batches of 8 are 6 steps an epoch, 18 a unit: the second step of seed 2's second epoch.
        assertThatThrownBy(() -> run(settings(stopped, 2, false, false, file), stoppingAfter(18 + 8)))
                .isInstanceOf(Stop.class);
        assertThat(unit(stopped, 1).resolve(Unit.RESULT)).exists();
        assertThat(unit(stopped, 2).resolve(Unit.RESULT)).doesNotExist();
        int[] steps = {0};
        run(settings(stopped, 2, false, false, file), counting(steps));
        assertThat(steps[0]).as("seed 2 from its second epoch on").isEqualTo(12);
        requireSame(unit(whole, 1), unit(stopped, 1));
        requireSame(unit(whole, 2), unit(stopped, 2));
    }

    @Test
    void severalAtATimeGiveTheSameBits() throws IOException {
        Path other = write("other.yaml", TINY.replace("EPOCHS", "2").replace("0.01", "0.02"));
        Path alone = temp.resolve("alone");
        run(settings(alone, 2, false, false, file, other), Progress.SILENT);
        Path together = temp.resolve("together");
        List<UnitResult> results = run(settings(together, 2, 3, false, false, file, other), Progress.SILENT);
        assertThat(results).extracting(UnitResult::experiment).containsExactly("tiny", "other", "tiny", "other");
        requireSame(unit(alone, 1), unit(together, 1));
        requireSame(unit(alone, 2), unit(together, 2));
    }

    /** The others stop at their next step, with their checkpoints, and the failure is told. */
    @Test
    void oneThatFailsEndsAll() throws IOException {
        Path long1 = write("long1.yaml", TINY.replace("EPOCHS", "2000"));
        Path long2 = write("long2.yaml", TINY.replace("EPOCHS", "2000"));
        Path out = temp.resolve("out");
        assertThatThrownBy(() -> run(settings(out, 1, 2, false, false, long1, long2), stoppingAfter(30)))
                .isInstanceOf(Stop.class);
        assertThat(out.resolve("zoo/long1/scratch/seed-1").resolve(Unit.RESULT)).doesNotExist();
        assertThat(out.resolve("zoo/long2/scratch/seed-1").resolve(Unit.RESULT)).doesNotExist();
    }

    @Test
    void killedItGoesOnToTheSameBits() throws IOException, InterruptedException {
        Path many = write("tiny.yaml", TINY.replace("EPOCHS", "40"));
        Path whole = temp.resolve("whole");
        run(settings(whole, 1, false, false, many), Progress.SILENT);

        Path killed = temp.resolve("killed");
        Path log = temp.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "cnn.compare.cli.Main"));
        command.addAll(List.of("experiment", "run", many.toString(), "--out", killed.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        running = Optional.of(process);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        Checkpoints checkpoints = Checkpoints.in(unit(killed, 1));
        while (process.isAlive() && System.nanoTime() < end && checkpoints.newest().isEmpty()) {
            LockSupport.parkNanos(100_000);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(checkpoints.newest()).as(Files.readString(log)).isPresent();
        run(settings(killed, 1, false, false, many), Progress.SILENT);
        requireSame(unit(whole, 1), unit(killed, 1));
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

        Path changed = write("tiny.yaml", TINY.replace("EPOCHS", "2"));
        assertThatThrownBy(() -> run(settings(out, 1, false, false, changed), Progress.SILENT))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("another version of the file")
                .hasMessageContaining("--again");
        List<UnitResult> anew = run(settings(out, 1, false, true, changed), Progress.SILENT);
        assertThat(anew.get(0).epochs()).hasSize(2);
    }

    @Test
    void aTrainingThatDivergesIsAResult() throws IOException {
        Path wild = write("wild.yaml", TINY.replace("EPOCHS", "3").replace("adam: {learning_rate: 0.01}", "sgd: {learning_rate: 1.0e+38}"));
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
        Path one = write("one.yaml", TINY.replace("units: 2", "units: " + units)
                .replace("optimizer:", "loss: " + loss + "\n  optimizer:")
                .replace("EPOCHS", "4"));
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
        Path many = write("tiny.yaml", TINY.replace("EPOCHS", "40"));
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
        Path other = write("other.yaml", "classes: [a, b]\n");
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

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Progress stoppingAfter(int steps) {
        AtomicInteger made = new AtomicInteger();
        return new Progress() {
            @Override
            public void step() {
                if (made.incrementAndGet() == steps) {
                    throw new Stop();
                }
            }
        };
    }

    private static Progress counting(int[] steps) {
        return new Progress() {
            @Override
            public void step() {
                steps[0]++;
            }
        };
    }
}
