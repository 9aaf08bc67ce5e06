package cnn.model;

import cnn.model.storage.Storage;
import cnn.training.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The checkpoints of one training, each a folder that appears whole: {@code checkpoints/epoch-00002-batch-000120}.
 * Their names sort by time. The newest few are kept, and the one of the best epoch.
 */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("epoch-\\d{5,}-batch-\\d{6,}");

    private final Path folder;

    private Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** @param training the folder of a training, as {@code cnn train --out} makes it */
    public static Checkpoints in(Path training) {
        return new Checkpoints(training.resolve("checkpoints"));
    }

    /** All there are, the oldest first. */
    public List<Path> all() {
        return Storage.list(folder).stream()
                .filter(path -> NAME.matcher(path.getFileName().toString()).matches() && Files.isDirectory(path))
                .toList();
    }

    /** The one to go on from. */
    public Optional<Path> newest() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The one after the epoch that was better than all others so far; empty before the first epoch's end. */
    public Optional<Path> best() {
        return newest().flatMap(newest -> after(ProgressFile.read(newest).progress().stopping().bestEpoch()));
    }

    private Optional<Path> after(int epoch) {
        return Optional.of(folder.resolve(name(epoch + 1, 0)))
                .filter(path -> epoch > 0 && Files.isDirectory(path));
    }

    private static String name(int epoch, int batches) {
        return "epoch-%05d-batch-%06d".formatted(epoch, batches);
    }

    /**
     * Writes one more, and then deletes those that are not kept any more. Whenever the process ends, those that there
     * were are still there, or this one is.
     *
     * @param keep how many of the newest to keep, at least 1
     */
    public void write(Checkpoint checkpoint, int keep) {
        Progress progress = checkpoint.progress();
        Storage.create(folder.resolve(name(progress.epoch(), progress.batches())), checkpoint::write);
        prune(progress, keep);
    }

    /** Deletes what a process that was stopped after its last write did not come to delete. */
    void prune(int keep) {
        newest().ifPresent(newest -> prune(ProgressFile.read(newest).progress(), keep));
    }

    private void prune(Progress now, int keep) {
        List<Path> all = all();
        Optional<Path> best = after(now.stopping().bestEpoch());
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            if (!best.equals(Optional.of(old))) {
                Storage.delete(old);
            }
        }
    }

    /** Deletes what a process that was stopped in the middle has left; nobody may be writing here. */
    void sweep() {
        Storage.sweep(folder);
    }
}
