package cnn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.error.BadInputException;
import cnn.model.storage.Storage;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.schedule.PlateauState;
import cnn.schedule.Watch;
import cnn.training.Progress;
import cnn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints keep what a training needs, are kept as promised, and are refused when anything about them is wrong. */
class CheckpointTest {
    @TempDir
    private Path temp;

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Throws after so many updates of this process, before the checkpoint of that update is written. */
    private static TrainingListener stopAfter(int updates) {
        return new TrainingListener() {
            private int done;

            @Override
            public void onStep(Step step) {
                if (++done == updates) {
                    throw new Stopped();
                }
            }
        };
    }

    private static void runUntil(Path folder, boolean resume, int updates) {
        assertThatThrownBy(() -> TinyTraining.run(folder, resume, OptionalInt.of(1), List.of(stopAfter(updates))))
                .isInstanceOf(Stopped.class);
    }

    /** Every file of a training by its name. */
    static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                sums.put(folder.relativize(path).toString(), Checksums.of(Files.readAllBytes(path)));
            }
        }
        return sums;
    }

    @Test
    void goesOnFromAnyBatchToTheSameFiles() throws IOException {
        Path whole = temp.resolve("whole");
        TinyTraining.run(whole, false, OptionalInt.of(1), List.of());
        // At the edges of epochs, which have 6 batches, and inside.
        for (int stop : new int[] {1, 4, 6, 7, 12, 17, 18}) {
            Path folder = temp.resolve("stop-" + stop);
            runUntil(folder, false, stop);
            TinyTraining.run(folder, true, OptionalInt.of(1), List.of());
            assertThat(files(folder)).as("stopped after update %d", stop).isEqualTo(files(whole));
        }
    }

    @Test
    void keepsTheNewestAndTheBest() {
        TinyTraining.run(temp, false, OptionalInt.of(1), List.of());
        List<String> found = names(Checkpoints.in(temp).all());
        assertThat(found).contains("epoch-00003-batch-000006", "epoch-00004-batch-000000").hasSizeBetween(2, 3);
        Path best = Checkpoints.in(temp).best().orElseThrow();
        Checkpoint last = Checkpoint.read(Checkpoints.in(temp).newest().orElseThrow());
        assertThat(best.getFileName())
                .hasToString("epoch-%05d-batch-000000".formatted(last.progress().stopping().bestEpoch() + 1));
        assertThat(Checkpoint.read(best).progress().updates()).isEqualTo(6L * last.progress().stopping().bestEpoch());
    }

    @Test
    void keepsTheBestHoweverOld() {
        try (Backend backend = Backends.named("scratch");
                Network network =
                        Network.build(TinyTraining.description().network(), backend, BuildOptions.batch(1))) {
            TrainedModel model = TrainedModel.of(TinyTraining.description(), network);
            for (int epoch = 1; epoch <= 5; epoch++) {
                Watch best = new Watch(OptionalDouble.of(0.5), 2, 0);
                Progress progress = new Progress(epoch + 1, 0, epoch, 0, 0, PlateauState.START, best);
                Checkpoints.in(temp).write(new Checkpoint(model, "none", Map.of(), progress), 2);
            }
        }
        assertThat(names(Checkpoints.in(temp).all()))
                .containsExactly("epoch-00003-batch-000000", "epoch-00005-batch-000000", "epoch-00006-batch-000000");
        assertThat(Checkpoints.in(temp).best().orElseThrow().getFileName()).hasToString("epoch-00003-batch-000000");
    }

    @Test
    void refusesDamagedCheckpoints() throws IOException {
        runUntil(temp, false, 3);
        Path newest = Checkpoints.in(temp).newest().orElseThrow();
        Checkpoint.read(newest);
        Random random = new Random(3);
        for (String file : List.of(
                "model.yaml", "weights.safetensors", "optimizer.safetensors", "progress.json", "SHA256SUMS")) {
            Path path = newest.resolve(file);
            byte[] whole = Files.readAllBytes(path);
            for (int i = 0; i < 40; i++) {
                byte[] damaged = whole.clone();
                damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
                refused(newest, path, damaged);
                refused(newest, path, Arrays.copyOf(whole, random.nextInt(whole.length)));
                refused(newest, path, Arrays.copyOf(whole, whole.length + 1 + random.nextInt(9)));
            }
            Files.delete(path);
            assertRefused(newest, file);
            Files.write(path, whole);
            Checkpoint.read(newest);
        }
    }

    private static void refused(Path checkpoint, Path file, byte[] damaged) throws IOException {
        Files.write(file, damaged);
        assertRefused(checkpoint, file.getFileName().toString());
    }

    private static void assertRefused(Path checkpoint, String file) {
        assertThatThrownBy(() -> Checkpoint.read(checkpoint))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(checkpoint.toString())
                .satisfies(e -> assertThat(e.getMessage().lines()).as(file).hasSize(1));
    }

    @Test
    void refusesToGoOnFromADamagedCheckpoint() throws IOException {
        runUntil(temp, false, 3);
        Path newest = Checkpoints.in(temp).newest().orElseThrow();
        Files.writeString(newest.resolve("progress.json"), "{}");
        assertThatThrownBy(() -> TinyTraining.run(temp, true, OptionalInt.empty(), List.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("progress.json is not what was written")
                .hasMessageContaining("delete the folder to go on from the checkpoint before it");
        // As the message says.
        Storage.delete(newest);
        TinyTraining.run(temp, true, OptionalInt.empty(), List.of());
    }

    @Test
    void refusesWeightsOfAnotherDescription() throws IOException {
        TinyTraining.run(temp, false, OptionalInt.empty(), List.of());
        assertThat(TrainedModel.read(temp).description().classes()).containsExactly("a", "b", "c");
        Path file = temp.resolve("model.yaml");
        Files.writeString(file, Files.readString(file).replace("\"b\"", "\"B\""));
        assertThatThrownBy(() -> TrainedModel.read(temp))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is not the description that");
    }

    @Test
    void refusesTwoTrainingsInOneFolder() {
        try (TrainingFolder first = TrainingFolder.start(temp, TinyTraining.description())) {
            assertThat(first.newest()).isEmpty();
            assertThatThrownBy(() -> TrainingFolder.resume(temp))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("another process is training");
        }
        assertThatThrownBy(() -> TrainingFolder.start(temp, TinyTraining.description()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is a training in")
                .hasMessageContaining("--resume");
        assertThatThrownBy(() -> TrainingFolder.resume(temp.resolve("none")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is no training in");
    }

    @Test
    void saysWhatToDoWithATrainingThatHasNotEnded() {
        runUntil(temp, false, 3);
        assertThatThrownBy(() -> TrainedModel.read(temp))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("its training has not ended")
                .hasMessageContaining("epoch-00001-batch-000002");
        assertThat(TrainedModel.read(Checkpoints.in(temp).newest().orElseThrow()).weights()).isNotEmpty();
    }

    @Test
    void goesOnWithMoreEpochs() throws IOException {
        Path whole = temp.resolve("whole");
        String longer = TinyTraining.RUN.replace("epochs: 3", "epochs: 4");
        TinyTraining.run(whole, TinyTraining.description(longer), false, OptionalInt.empty(), List.of());
        Path folder = temp.resolve("longer");
        TinyTraining.run(folder, false, OptionalInt.empty(), List.of());
        try (TrainingFolder training = TrainingFolder.resume(folder)) {
            training.with(TinyTraining.description(longer));
        }
        assertThatThrownBy(() -> TrainedModel.read(folder)).isInstanceOf(BadInputException.class);
        TinyTraining.run(folder, true, OptionalInt.empty(), List.of());
        assertThat(files(folder).get("weights.safetensors")).isEqualTo(files(whole).get("weights.safetensors"));
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(path -> path.getFileName().toString()).toList();
    }
}
