package cnn.model.storage;

import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files and folders that appear whole or not at all. The order is always: write under a temporary name, force it to the
 * disk, move it to its name in one step, force the folder that holds the name. Temporary names begin with
 * {@value #DRAFT}.
 */
public final class Storage {
    /** How the names of what is not finished, or is being deleted, begin. */
    public static final String DRAFT = ".draft-";

    private static final boolean FOLDERS_CAN_BE_FORCED = !System.getProperty("os.name").startsWith("Windows");

    private Storage() {}

    /** Puts a file's contents into a channel. */
    @FunctionalInterface
    public interface Contents {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Gives {@code file} new contents; the folders above it are made. At every moment there is the old file or the new
     * one.
     *
     * @throws BadInputException if it cannot be written there
     */
    public static void replace(Path file, Contents contents) {
        Path folder = folderOf(file);
        try {
            Files.createDirectories(folder);
            Path draft = draftIn(folder);
            try {
                write(draft, contents);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(draft);
                throw e;
            }
            force(folder);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Like {@link #replace(Path, Contents)}, with a text in UTF-8. */
    public static void replace(Path file, String text) {
        replace(file, channel -> {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /** Not Files.createTempFile: what that makes, nobody else may read, even under its final name. */
    private static Path draftIn(Path folder) {
        return folder.resolve(DRAFT + UUID.randomUUID());
    }

    private static void write(Path draft, Contents contents) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            contents.writeTo(channel);
            channel.force(true);
        }
    }

    /** Fills a folder that does not have its name yet. */
    @FunctionalInterface
    public interface FolderContents {
        /** @param draft exists and is empty; its files must be written by {@link #replace(Path, Contents)} */
        void writeTo(Path draft);
    }

    /**
     * Makes a folder with everything in it. At every moment there is no such folder or all of it.
     *
     * @throws BadInputException if it is there already, or cannot be written
     */
    public static void create(Path folder, FolderContents contents) {
        Path parent = folderOf(folder);
        try {
            Files.createDirectories(parent);
            Path draft = Files.createDirectory(draftIn(parent));
            try {
                contents.writeTo(draft);
                force(draft);
                if (Files.exists(folder)) {
                    throw new BadInputException("there is a folder " + folder + " already; give another name");
                }
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException e) {
                deleteTree(draft);
                throw e;
            }
            force(parent);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Deletes a folder with everything in it. It loses its name first: at every moment there is all of it or no such
     * folder.
     *
     * @throws BadInputException if it cannot be deleted
     */
    public static void delete(Path folder) {
        Path parent = folderOf(folder);
        try {
            Path draft = parent.resolve(DRAFT + "deleted-" + folder.getFileName());
            if (Files.exists(draft)) {
                deleteTree(draft);
            }
            Files.move(folder, draft, StandardCopyOption.ATOMIC_MOVE);
            deleteTree(draft);
        } catch (IOException e) {
            throw new BadInputException("cannot delete " + folder + ": " + e + "; delete it yourself", e);
        }
    }

    /**
     * Deletes what a process that was stopped in the middle has left in {@code folder}; nobody may be writing there.
     *
     * @throws BadInputException if it cannot be deleted
     */
    public static void sweep(Path folder) {
        try {
            for (Path path : list(folder)) {
                if (path.getFileName().toString().startsWith(DRAFT)) {
                    deleteTree(path);
                }
            }
        } catch (IOException e) {
            throw new BadInputException("cannot delete what is left over in " + folder + ": " + e, e);
        }
    }

    /** What is in a folder, sorted by name; nothing if there is no such folder. */
    public static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new BadInputException("cannot read folder " + folder + ": " + e, e);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(root)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    /** A name is on the disk when its folder is. Windows has no such call and needs none: its names are journalled. */
    private static void force(Path folder) throws IOException {
        if (FOLDERS_CAN_BE_FORCED) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path folderOf(Path path) {
        return path.toAbsolutePath().getParent();
    }

    private static BadInputException unwritable(Path path, IOException e) {
        return new BadInputException(
                "cannot write " + path + " (" + e + "); is there room, and may you write there? Or give another place",
                e);
    }
}
