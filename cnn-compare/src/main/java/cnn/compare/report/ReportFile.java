package cnn.compare.report;

import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * A report on disk, whole or not at all: the content goes to a temporary file in the same folder, which then takes the
 * report's name. Folders on the way are made.
 */
public final class ReportFile {
    private ReportFile() {}

    /** @throws BadInputException if it cannot be written there; an older file of that name is then as it was */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws BadInputException if it cannot be written there; an older file of that name is then as it was */
    public static void write(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        try {
            Path folder = Optional.ofNullable(target.getParent())
                    .orElseThrow(() -> new NoSuchFileException(file.toString(), null, "it has no folder"));
            Files.createDirectories(folder);
            // Not Files.createTempFile: only its owner could read what it makes, and the report would stay so.
            Path temporary = folder.resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            try {
                Files.write(
                        temporary,
                        content,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write " + file + ": " + reason(e) + "; give --out a folder that can be written to", e);
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, not a folder";
        }
        if (e instanceof FileSystemException system) {
            return Optional.ofNullable(system.getReason())
                    .orElse(system.getClass().getSimpleName())
                    .toLowerCase(Locale.ROOT);
        }
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }
}
