package cnn.datasets.photos;

import cnn.datasets.picture.PictureFile;
import java.io.IOException;
import java.util.List;

/**
 * A file in a folder or an archive.
 *
 * @param path from the top, with {@code /}
 * @param size in bytes
 * @param stamp changes when the contents change: a checksum, or the time of the last change
 * @param content reads it
 */
public record TreeFile(String path, long size, String stamp, Content content) {
    /** A file's bytes. */
    @FunctionalInterface
    public interface Content {
        /** Safe for several threads. */
        byte[] read() throws IOException;
    }

    /** Names from the top to the file's own. */
    List<String> names() {
        return List.of(path.split("/"));
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isPicture() {
        return PictureFile.isNamedSo(name());
    }
}
