package cnn.datasets.photos;

import cnn.datasets.picture.PictureInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The file of one photo; nothing of it has been read yet.
 *
 * @param id class and name, for example {@code cat.0}
 * @param label the class's name
 * @param part as its folder or archive has it
 * @param number in the file's name, for example 0; splits by numbers need it
 * @param file where it lies
 */
public record Photo(String id, String label, Optional<Part> part, OptionalLong number, TreeFile file)
        implements PictureInput {
    /** Size of the file in bytes. */
    public long size() {
        return file.size();
    }

    /**
     * What stays the same as long as the file's contents do: its path, its size, and the checksum that an archive
     * holds of it, or else the time of its last change. Caches of decoded pictures are named after it.
     */
    @Override
    public String contentKey() {
        return file.path() + '|' + file.size() + '|' + file.stamp();
    }

    /** The file's bytes. Works as long as the {@link PhotoSource} is open; safe for several threads. */
    public InputStream open() throws IOException {
        return new ByteArrayInputStream(bytes());
    }

    /** All of the file's bytes, see {@link #open}. */
    @Override
    public byte[] bytes() throws IOException {
        return file.content().read();
    }

    Photo with(Part wanted) {
        return new Photo(id, label, Optional.of(wanted), number, file);
    }
}
