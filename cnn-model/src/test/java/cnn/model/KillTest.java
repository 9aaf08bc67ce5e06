package cnn.model;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.model.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training in a process of its own is killed by SIGKILL at random moments, is resumed and killed again, and in the
 * end has left the same bits in every file as one that was never stopped: weights, running statistics, optimizer,
 * progress. After every kill there is a whole checkpoint, if there was one before.
 *
 * <p>{@code -Dcnn.kills=N} sets how many kills there are at least (6 by default, a second or two each), and
 * {@code -Dcnn.kills.seed=N} their moments.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("cnn.kills", 6);
    private static final long SEED = Long.getLong("cnn.kills.seed", 1);
    private static final long DEADLINE_SECONDS = 300;

    /** A file's writing takes longer; looking all the time would take the processor from what is looked at. */
    private static final long LOOK_EVERY_NANOS = 100_000;

    @TempDir
    private Path temp;

    private Optional<Process> running = Optional.empty();

    /** What to wait for before the kill. */
    private enum Moment {
        /** Some time after the first checkpoint of this process appears, or after its start. */
        RANDOM,
        /** Files are being written that have no name yet. */
        WRITING,
        /** A checkpoint is being deleted. */
        DELETING
    }

    @AfterEach
    void killWhatIsLeft() {
        running.ifPresent(Process::destroyForcibly);
    }

    @Test
    void goesOnToTheSameBitsHoweverOftenItIsKilled() throws IOException, InterruptedException {
        Path whole = temp.resolve("whole");
        TinyTraining.run(whole, false, OptionalInt.of(1), List.of());
        Random random = new Random(SEED);
        int kills = 0;
        int whileWriting = 0;
        for (int training = 0; kills < KILLS; training++) {
            Path folder = temp.resolve("killed-" + training);
            boolean ended = false;
            while (!ended) {
                Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
                boolean hadCheckpoint = Checkpoints.in(folder).newest().isPresent();
                ended = runAndKill(folder, moment, random);
                whileWriting += drafts(folder) ? 1 : 0;
                kills += ended ? 0 : 1;
                requireWholeCheckpoint(folder, hadCheckpoint);
                // Enough of this: the last process may end by itself.
                if (!ended && kills >= KILLS) {
                    TrainingProcess.main(new String[] {folder.toString(), "1"});
                    ended = true;
                }
            }
            assertThat(files(folder))
                    .as("training %d of seed %d", training, SEED)
                    .containsExactlyInAnyOrderEntriesOf(files(whole));
        }
        // Not only between two checkpoints: what was half written is what this is about.
        assertThat(whileWriting).as("kills that left half-written files").isPositive();
    }

    private static Map<String, String> files(Path folder) throws IOException {
        return CheckpointTest.files(folder);
    }

    private static void requireWholeCheckpoint(Path folder, boolean hadCheckpoint) {
        Optional<Path> newest = Checkpoints.in(folder).newest();
        if (hadCheckpoint) {
            assertThat(newest).as("a checkpoint after the kill").isPresent();
        }
        newest.ifPresent(Checkpoint::read);
    }

    /** Whether the process ended by itself before its moment came. */
    private boolean runAndKill(Path folder, Moment moment, Random random) throws IOException, InterruptedException {
        Path log = temp.resolve("log.txt");
        Process process = new ProcessBuilder(command(folder))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        running = Optional.of(process);
        List<Path> before = Checkpoints.in(folder).all();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        // Passing some of them by kills at the third or seventh write, not always at the first.
        int passBy = random.nextInt(12);
        long delay = TimeUnit.MICROSECONDS.toNanos(random.nextInt(300_000));
        while (process.isAlive() && System.nanoTime() < end && !hasCome(folder, moment, before)) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        if (moment == Moment.RANDOM) {
            TimeUnit.NANOSECONDS.sleep(delay);
        }
        for (; passBy > 0 && moment != Moment.RANDOM && process.isAlive(); passBy--) {
            while (process.isAlive() && hasCome(folder, moment, before)) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
            while (process.isAlive() && !hasCome(folder, moment, before)) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        }
        boolean ended = !process.isAlive();
        process.destroyForcibly();
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        if (ended) {
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        }
        return ended;
    }

    private static boolean hasCome(Path folder, Moment moment, List<Path> before) throws IOException {
        return switch (moment) {
            case RANDOM -> !Checkpoints.in(folder).all().equals(before);
            case WRITING -> drafts(folder);
            case DELETING -> names(folder.resolve("checkpoints")).stream().anyMatch(name -> name.contains("deleted"));
        };
    }

    private static boolean drafts(Path folder) throws IOException {
        return Stream.concat(names(folder).stream(), names(folder.resolve("checkpoints")).stream())
                .anyMatch(name -> name.startsWith(Storage.DRAFT));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static List<String> command(Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A quick start is worth more here than fast code; and in a process that lives a second, plain loops are faster
        // than the Vector API, which is slow until it is compiled.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainingProcess.class.getName()));
        command.addAll(List.of(folder.toString(), "1"));
        return command;
    }
}
