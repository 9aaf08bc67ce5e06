package cnn.compare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.compare.run.PhotoChoice;
import cnn.compare.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tiny experiment, runs of it that are stopped or counted, and what two runs must have alike.
 *
 * @param folder where its files are written
 */
record TinyExperiment(Path folder) {
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

    /** Writes a file of the group "zoo". */
    Path write(String name, String yaml) throws IOException {
        Path path = folder.resolve("zoo").resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, yaml);
    }

    /** The tiny experiment itself, with so many epochs. */
    Path writeTiny(int epochs) throws IOException {
        return write("tiny.yaml", yaml(epochs));
    }

    static String yaml(int epochs) {
        return TINY.replace("EPOCHS", Integer.toString(epochs));
    }

    static ExperimentSettings settings(Path out, int seeds, boolean quick, boolean again, Path... files) {
        return settings(out, seeds, 1, quick, again, files);
    }

    static ExperimentSettings settings(Path out, int seeds, int jobs, boolean quick, boolean again, Path... files) {
        return new ExperimentSettings(
                List.of(files), List.of(), seeds, jobs, quick, PhotoChoice.NONE, out, again, "experiment run", "cnn test");
    }

    static List<UnitResult> run(ExperimentSettings settings, Progress progress) {
        return new ExperimentRun(settings, () -> progress, line -> {}).run();
    }

    static Path unit(Path out, long seed) {
        return out.resolve("zoo").resolve("tiny").resolve("scratch").resolve("seed-" + seed);
    }

    /** Of the two trainings' folders: all but times and circumstances. */
    static void requireSame(Path one, Path other) throws IOException {
        assertThat(other.resolve("weights.safetensors")).hasSameBinaryContentAs(one.resolve("weights.safetensors"));
        UnitResult a = ResultFile.read(one);
        UnitResult b = ResultFile.read(other);
        assertThat(b.test()).isPresent();
        assertThat(b).usingRecursiveComparison()
                .ignoringFields("epochs.seconds", "epochs.imagesPerSecond", "surroundings")
                .isEqualTo(a);
    }

    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static Progress stoppingAfter(int steps) {
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

    static Progress counting(int[] steps) {
        return new Progress() {
            @Override
            public void step() {
                steps[0]++;
            }
        };
    }
}
