package cnn.datasets;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** Why a file could not be read, in one line. */
public final class Causes {
    private Causes() {}

    /** Exceptions of file systems often have the path alone for a message: then their kind says what happened. */
    public static String of(IOException e) {
        String kind = e.getClass().getSimpleName();
        String message = e instanceof FileSystemException system
                ? kind + Optional.ofNullable(system.getReason()).map(reason -> ": " + reason).orElse("")
                : Optional.ofNullable(e.getMessage()).orElse(kind);
        return message.lines().findFirst().orElse(kind);
    }
}
