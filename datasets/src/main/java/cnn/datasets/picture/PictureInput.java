package cnn.datasets.picture;

import java.io.IOException;

/** A picture's file, wherever it lies. Safe for several threads at once. */
public interface PictureInput {
    /**
     * What changes when the file's content does: a hash of it, or what stands for one, such as path, size and time of
     * the last change. The cache of decoded pictures is found by it.
     */
    String contentKey();

    /**
     * All of the file's bytes.
     *
     * @throws BrokenPictureException if it is not even tried, for example because there are too many
     * @throws IOException if they cannot be read
     */
    byte[] bytes() throws IOException;
}
