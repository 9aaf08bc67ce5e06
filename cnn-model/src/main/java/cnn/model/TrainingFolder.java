package cnn.model;

import cnn.config.ModelDescription;
import cnn.error.BadInputException;
import cnn.model.storage.Storage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder of one training: its description from the start, its checkpoints, and at the end the weights, which make
 * it a model's folder. One process at a time works in it; the lock goes with the process, however that ends.
 */
public final class TrainingFolder implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final ModelDescription description;
    private final FileChannel lockFile;

    private TrainingFolder(Path folder, ModelDescription description, FileChannel lockFile) {
        this.folder = folder;
        this.description = description;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder of a new training.
     *
     * @throws BadInputException if there is a training in it already, or it cannot be written
     */
    public static TrainingFolder start(Path folder, ModelDescription description) {
        FileChannel lockFile = lock(folder);
        try {
            if (Files.exists(folder.resolve(TrainedModel.DESCRIPTION))) {
                throw new BadInputException("there is a training in " + folder + " already; go on with '--resume "
                        + folder + "', or give another folder with --out");
            }
            Storage.replace(folder.resolve(TrainedModel.DESCRIPTION), description.write());
            return new TrainingFolder(folder, description, lockFile);
        } catch (RuntimeException e) {
            unlock(lockFile);
            throw e;
        }
    }

    /**
     * Opens the folder of a training to go on with it.
     *
     * @throws BadInputException if there is none, its description cannot be read, or another process works in it
     */
    public static TrainingFolder resume(Path folder) {
        Path file = folder.resolve(TrainedModel.DESCRIPTION);
        if (!Files.exists(file)) {
            throw new BadInputException("there is no training in " + folder + " (no " + TrainedModel.DESCRIPTION
                    + "); give the folder that 'cnn train --out' has made");
        }
        ModelDescription description = ModelDescription.read(file);
        FileChannel lockFile = lock(folder);
        Storage.sweep(folder);
        Checkpoints.in(folder).sweep();
        return new TrainingFolder(folder, description, lockFile);
    }

    /** @throws BadInputException if a process works in this folder */
    public static void requireFree(Path folder) {
        unlock(lock(folder));
    }

    private static FileChannel lock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new BadInputException("cannot write to folder " + folder + " (" + e + "); give another one", e);
        }
        throw new BadInputException(
                "another process is training in " + folder + "; wait for it, or give another folder");
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            return lock.isPresent();
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    private static void unlock(FileChannel lockFile) {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new BadInputException("cannot give a lock back: " + e, e);
        }
    }

    /** What is being trained. */
    public ModelDescription description() {
        return description;
    }

    public Checkpoints checkpoints() {
        return Checkpoints.in(folder);
    }

    /**
     * Where the training stood; empty if it was stopped before its first checkpoint.
     *
     * @throws BadInputException if the newest checkpoint is damaged
     */
    public Optional<Checkpoint> newest() {
        return checkpoints().newest().map(Checkpoint::read);
    }

    /**
     * The same training with another description, for example with more epochs; the weights of the one before go, the
     * checkpoints stay.
     */
    public TrainingFolder with(ModelDescription changed) {
        try {
            Files.deleteIfExists(folder.resolve(TrainedModel.WEIGHTS));
        } catch (IOException e) {
            throw new BadInputException("cannot delete " + folder.resolve(TrainedModel.WEIGHTS) + ": " + e, e);
        }
        Storage.replace(folder.resolve(TrainedModel.DESCRIPTION), changed.write());
        return new TrainingFolder(folder, changed, lockFile);
    }

    /** Writes the weights: the training has ended, and the folder is a model's. */
    public void finish(TrainedModel model) {
        model.write(folder);
    }

    @Override
    public void close() {
        unlock(lockFile);
    }
}
