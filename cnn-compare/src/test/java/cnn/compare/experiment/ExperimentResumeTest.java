package cnn.compare.experiment;

import static cnn.compare.experiment.TinyExperiment.counting;
import static cnn.compare.experiment.TinyExperiment.requireSame;
import static cnn.compare.experiment.TinyExperiment.run;
import static cnn.compare.experiment.TinyExperiment.settings;
import static cnn.compare.experiment.TinyExperiment.stoppingAfter;
import static cnn.compare.experiment.TinyExperiment.unit;
import static cnn.compare.experiment.TinyExperiment.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.run.Progress;
import cnn.model.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny experiment stopped between two trainings, within one, killed, run several at a time: always the same bits. */
class ExperimentResumeTest {
    private static final long DEADLINE_SECONDS = 300;

    @TempDir
    private Path temp;

    private TinyExperiment tiny;
    private Path file;
    private Optional<Process> running = Optional.empty();

    @BeforeEach
    void write() throws IOException {
        tiny = new TinyExperiment(temp);
        file = tiny.writeTiny(3);
    }

    @AfterEach
    void killWhatIsLeft() {
        running.ifPresent(Process::destroyForcibly);
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
                .isInstanceOf(TinyExperiment.Stop.class);
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
        Path other = tiny.write("other.yaml", yaml(2).replace("0.01", "0.02"));
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
        Path long1 = tiny.write("long1.yaml", yaml(2000));
        Path long2 = tiny.write("long2.yaml", yaml(2000));
        Path out = temp.resolve("out");
        assertThatThrownBy(() -> run(settings(out, 1, 2, false, false, long1, long2), stoppingAfter(30)))
                .isInstanceOf(TinyExperiment.Stop.class);
        assertThat(out.resolve("zoo/long1/scratch/seed-1").resolve(Unit.RESULT)).doesNotExist();
        assertThat(out.resolve("zoo/long2/scratch/seed-1").resolve(Unit.RESULT)).doesNotExist();
    }

    @Test
    void killedItGoesOnToTheSameBits() throws IOException, InterruptedException {
        Path many = tiny.writeTiny(40);
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
}
