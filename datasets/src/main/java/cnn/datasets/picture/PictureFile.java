package cnn.datasets.picture;

import cnn.config.Fit;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * A picture on disk (PNG, JPEG, GIF, BMP, and whatever else this Java reads) as the bytes that a network takes: the
 * whole picture, stretched to the network's height and width ({@link Resampling}). Transparent parts become white. A
 * network with one channel gets 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). The orientation that cameras note is not
 * regarded.
 */
public final class PictureFile {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
    private static final long MOST_BYTES = 1L << 28;

    private PictureFile() {}

    /** Whether a file in a folder is taken for a picture, by its name's ending. */
    public static boolean isNamedSo(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** @throws BadInputException if no picture can become an input of that shape */
    public static void requireFits(Shape input) {
        if (input.rank() != 3 || input.dim(0) != 3 && input.dim(0) != 1) {
            throw new BadInputException(
                    "the network takes %s; pictures can be given to networks that take [3, H, W] or [1, H, W]"
                            .formatted(input));
        }
    }

    /**
     * @param shape {@code [3, H, W]} for red, green and blue, or {@code [1, H, W]} for grey
     * @return unsigned bytes of that shape, row-major
     * @throws IOException if it is no picture, too large, or not whole; the message says so, without the file's name
     */
    public static byte[] read(Path file, Shape shape) throws IOException {
        requireFits(shape);
        return PictureDecoder.usual()
                .decode(bytes(file), new PictureSize(shape.dim(0), shape.dim(1), shape.dim(2), Fit.STRETCH));
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("the file is larger than %d MiB".formatted(MOST_BYTES >> 20));
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        }
    }
}
